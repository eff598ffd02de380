"""The reader's language, and the one page that is shown before there is a token."""

from flask import render_template_string, request

LANGUAGES = ('en', 'ja')
_LOCKED = """<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>look</title>
</head>
<body>
<h1>look</h1>
<p>{{ words }}</p>
</body>
</html>
"""
_WORDS = {
    'en': 'The token is missing: open the whole address that python -m look printed, from http:// '
    'to the end. It changes each time that the command is started.',
    'ja': 'トークンがありません。python -m look が表示したアドレスを、'
    'http:// から最後までそのまま開いてください。'
    'トークンはコマンドを起動するたびに変わります。',
}


def chosen():
    """The language of the request: the one chosen on the page, or else the browser's."""
    cookie = request.cookies.get('language')
    language = cookie if cookie in LANGUAGES else request.accept_languages.best_match(LANGUAGES)
    return language or LANGUAGES[0]


def locked():
    """The page, as text, of who comes without the token."""
    language = chosen()
    return render_template_string(_LOCKED, language=language, words=_WORDS[language])
