"""The workspace in the browser: pages, pieces of HTML, acts and the live socket of one running sandbox."""
