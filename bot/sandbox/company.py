"""A small company to try things in: people, rooms and user groups, as the seed that `Workspace` reads.

Must not hold anything but data.
"""

from typing import Any


def nusantara() -> dict[str, Any]:
    """Fourteen people of an online shop in three Indonesian time zones, and two abroad."""
    return {
        "name": "Nusantara Daring",
        "domain": "nusantara",
        "people": [
            _person("raihan", "Raihan Pratama", "Incident manager", is_admin=True),
            _person("sari", "Sari Wulandari", "Head of support"),
            _person("budi", "Budi Santoso", "Backend engineer"),
            _person("dewi", "Dewi Lestari", "Backend engineer"),
            _person("agus", "Agus Setiawan", "Frontend engineer"),
            _person("putri", "Putri Ayu Ningsih", "Frontend engineer", tz="Asia/Makassar", locale="id-ID"),
            _person("joko", "Joko Susilo", "Server engineer"),
            _person("rina", "Rina Marlina", "Server engineer", tz="Asia/Jayapura"),
            _person("fajar", "Fajar Nugroho", "DevOps engineer"),
            _person("maya", "Maya Anggraini", "DevOps engineer"),
            _person("hendra", "Hendra Wijaya", "Chief executive"),
            _person("intan", "Intan Permata", "Chief technology officer", is_admin=True),
            _person("tono", "Tono Hartono", "Support agent", locale="en-US"),
            _person("lina", "Lina Kusuma", "Communications", tz="Europe/Amsterdam"),
        ],
        "channels": [
            {"name": "general", "members": "everyone"},
            {"name": "support", "members": ["sari", "tono", "lina", "raihan"]},
        ],
        "groups": [
            {"handle": "backend", "members": ["budi", "dewi"]},
            {"handle": "frontend", "members": ["agus", "putri"]},
            {"handle": "server", "members": ["joko", "rina"]},
            {"handle": "devops", "name": "DevOps", "members": ["fajar", "maya"]},
            {"handle": "executives", "members": ["hendra", "intan"]},
        ],
    }


def _person(handle: str, name: str, title: str, **facts: Any) -> dict[str, Any]:
    return {"handle": handle, "name": name, "title": title, **facts}
