"""The workspace over HTTP: the Web API, uploads, response_urls and the admin pages."""
