#!/usr/bin/env python3
"""A checkout over HTTP: a cart goes in, the duties and taxes of its parcel come out.

    python3 doc/examples/checkout-python/checkout.py [--host 127.0.0.1] [--port 8000]

GET  /         the page with the cart, filled in with an example
POST /         the cart as a form; the page with the quote, or with each error at its field
POST /quote    a request of the JSON contract; the quote, the bytes that the library wrote
POST /compare  the same; one quote for each way of collecting

The standard library and the package `fos` are all that it needs. It keeps nothing between two requests.
"""

import argparse
import json
import os
import sys
from socketserver import ThreadingMixIn
from urllib.parse import parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
try:
    import fos
except ImportError:
    sys.exit("checkout: the Python package fos is not installed for this Python. From the top of the source tree:\n"
             "  python3 -m venv build/venv && build/venv/bin/pip install ./bindings/python\n"
             "  build/venv/bin/python doc/examples/checkout-python/checkout.py")

import cart
import languages
import page

MOST_BYTES = 256 * 1024
MOST_ITEMS = 50
SECONDS_TO_READ = 10
STYLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "style.css")
REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 411: "Length Required",
           413: "Content Too Large", 415: "Unsupported Media Type", 422: "Unprocessable Content"}
HTML, JSON, CSS, TEXT = "text/html; charset=utf-8", "application/json", "text/css; charset=utf-8", "text/plain; charset=utf-8"
# No script anywhere, and nothing from another site.
GUARDS = [("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
          ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store"), ("Vary", "Accept-Language")]


class Refused(Exception):
    """The request cannot be answered; the answer's code, and why."""

    def __init__(self, code, why):
        super().__init__(why)
        self.code = code
        self.why = why


class Checkout:
    """The WSGI application. Any number of threads may call it at once, since a library never changes."""

    def __init__(self, library=None):
        self.library = library or fos.Library(limits=fos.Limits(document=MOST_BYTES, items=MOST_ITEMS))
        with open(STYLE, "rb") as file:
            self.style = file.read()
        self.routes = {
            ("GET", "/"): self.show_example,
            ("POST", "/"): self.show_quote,
            ("POST", "/quote"): lambda environ: self.answer_json(environ, self.library.quote_json),
            ("POST", "/compare"): lambda environ: self.answer_json(environ, self.library.compare_json),
            ("GET", "/style.css"): lambda environ: (200, CSS, self.style),
        }

    def __call__(self, environ, start_response):
        method = "GET" if environ["REQUEST_METHOD"] == "HEAD" else environ["REQUEST_METHOD"]
        path = environ.get("PATH_INFO", "/")
        extra = []
        try:
            if (method, path) in self.routes:
                code, kind, body = self.routes[method, path](environ)
            else:
                extra = self.allowed(path)
                raise Refused(405, f"{path} does not take {method}") if extra else Refused(404, f"there is no {path} here")
        except Refused as refused:
            code, kind, body = refused.code, TEXT, (refused.why + "\n").encode("utf-8", "replace")
        headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
        start_response(f"{code} {REASONS[code]}", headers + GUARDS + extra)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def allowed(self, path):
        methods = [method for method, known in self.routes if known == path]
        return [("Allow", ", ".join(methods))] if methods else []

    def show_example(self, environ):
        return 200, HTML, page.render(cart.example(), language_of(environ)).encode()

    def show_quote(self, environ):
        form, to = cart.Form(read_form(environ), MOST_ITEMS), language_of(environ)
        if form.wants_line:
            form.add_line()
            return 200, HTML, page.render(form, to).encode()
        request, pointers = form.request()
        form.check_registration()
        if form.errors:
            return 422, HTML, page.render(form, to).encode()
        try:
            quote = self.library.quote(request)
            comparison = self.library.compare(request)
        except fos.Error as error:
            form.blame(error, pointers)
            return 422, HTML, page.render(form, to).encode()
        form.ask_for(quote)
        locale = languages.preferred(environ.get("HTTP_ACCEPT_LANGUAGE", "")) if fos.locale_supported else None
        return 200, HTML, page.render(form, to, quote, comparison, self.account(request, locale), locale).encode()

    def account(self, request, locale):
        """The quote as the library prints it, with amounts as the reader's locale writes them where that is known."""
        try:
            return self.library.text(request, locale=locale)
        except fos.Error:
            return self.library.text(request)

    def answer_json(self, environ, compute):
        if content_type(environ) != "application/json":
            raise Refused(415, "expected Content-Type: application/json")
        try:
            return 200, JSON, compute(read_body(environ)) + b"\n"
        except fos.Error as error:
            return 422, JSON, json.dumps({"error": error.to_dict()}).encode() + b"\n"


def language_of(environ):
    return languages.choose(environ.get("HTTP_ACCEPT_LANGUAGE", ""))


def content_type(environ):
    return environ.get("CONTENT_TYPE", "").split(";")[0].strip().lower()


def read_body(environ):
    length = environ.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdigit()):
        raise Refused(411, "expected a Content-Length")
    if len(length) > 10 or int(length) > MOST_BYTES:
        raise Refused(413, f"more than {MOST_BYTES} bytes")
    body = environ["wsgi.input"].read(int(length))
    if len(body) != int(length):
        raise Refused(400, "the body is shorter than its Content-Length")
    return body


def read_form(environ):
    if content_type(environ) != "application/x-www-form-urlencoded":
        raise Refused(415, "expected a form: Content-Type: application/x-www-form-urlencoded")
    try:
        return dict(parse_qsl(read_body(environ).decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict",
                              max_num_fields=32 + MOST_ITEMS * len(cart.ITEM_FIELDS)))
    except ValueError:
        raise Refused(400, "the form is not URL-encoded UTF-8, or has too many fields") from None


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128


class Handler(WSGIRequestHandler):
    timeout = SECONDS_TO_READ  # who sends too slowly is let go

    def handle(self):
        try:
            super().handle()
        except OSError:  # the other side went away, or was too slow
            self.close_connection = True

    def address_string(self):
        return self.client_address[0]  # no look-up of names


def main():
    parser = argparse.ArgumentParser(description="a checkout that shows every duty and tax of a parcel")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    options = parser.parse_args()
    try:
        server = make_server(options.host, options.port, Checkout(), Server, Handler)
    except (OSError, OverflowError) as error:
        sys.exit(f"checkout: cannot listen on {options.host}:{options.port}: {error}")
    with server:
        print(f"checkout: http://{options.host}:{server.server_port}/", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
