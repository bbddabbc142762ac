#!/usr/bin/env python3
"""Serves chDB, which is today's ClickHouse inside of a process, over ClickHouse's HTTP interface.

    clickhouse_bridge.py PORT FOLDER        needs: pip install chdb-core

Debian's own server is of 2018; this is how the tests ask a ClickHouse of today where no server of that age
can be had. One query at a time, no users, loopback only.
"""
import sys
import urllib.parse
from http.server import BaseHTTPRequestHandler, HTTPServer

from chdb import session as chdb_session

port, folder = int(sys.argv[1]), sys.argv[2]
database = chdb_session.Session(folder)
# The settings that requests asked for; they hold for the process.
known = set()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        sql = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        try:
            for name, values in asked.items():
                if name not in ("query_id", "default_format", "database") and name not in known:
                    database.query(f"SET {name} = {values[0]}")
                    known.add(name)
            body = database.query(sql, asked.get("default_format", ["TabSeparated"])[0]).bytes()
            status = 200
        except Exception as error:  # chDB raises RuntimeError with the server's words.
            body, status = str(error).encode(), 500
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


HTTPServer(("127.0.0.1", port), Handler).serve_forever()
