"""What a browser would send back of a form nobody touched."""

import re
from html import unescape


def fields_in(html):
    """Return the fields of the page's inputs, each with the values that stand in it."""
    sent = {}
    main = html.split("<main", 1)[1]
    for tag in re.findall(r"<input[^>]*>", main):
        name = re.search(r'name="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and (kind[1] not in ("radio", "checkbox") or " checked" in tag):
            sent.setdefault(name[1], []).append(value[1] if value else "")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', main, re.S):
        # A browser sends line ends as a network does, and drops the first one.
        sent[name] = ["\r\n".join(unescape(text).removeprefix("\n").splitlines())]
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', main, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = [chosen[1] if chosen else ""]
    return sent
