#!/usr/bin/env python3
"""Puts TLS in front of a port of loopback: tls_proxy.py PORT TARGET CERTIFICATE KEY"""
import socket
import ssl
import sys
import threading

port, target = int(sys.argv[1]), int(sys.argv[2])
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[3], sys.argv[4])


def pump(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(raw):
    try:
        outside = context.wrap_socket(raw, server_side=True)
    except (OSError, ssl.SSLError):
        return raw.close()
    inside = socket.create_connection(("127.0.0.1", target))
    threading.Thread(target=pump, args=(inside, outside), daemon=True).start()
    pump(outside, inside)


listener = socket.create_server(("127.0.0.1", port))
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
