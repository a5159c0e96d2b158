"""The internet of the network-namespace tests: one program that is every web server and the name service.

It listens on every address of the namespace and counts connections by the address they came to, so that a single
connection to an internal one shows. `/etc/resolv.conf` points at it. It ends when its standard input closes.
"""

import asyncio
import json
import ssl
import struct
import sys
from collections import Counter
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

from tests.engine import pages
from tests.engine.badweb import NO_RULES, answer, redirect

PUBLIC = "93.184.216.34"
PUBLIC6 = "2606:2800:220:1::1"
HITS: Counter[str] = Counter()

# Answers by name and kind; a list of lists is given out one list after the other, the last one for ever.
ZONE: dict[str, dict[str, list[list[str]]]] = {
    "good.example.com": {"A": [[PUBLIC]]},
    "six.example.com": {"AAAA": [[PUBLIC6]]},
    "secure.example.com": {"A": [[PUBLIC]]},
    "wrong-name.example.com": {"A": [[PUBLIC]]},
    "self-signed.example.com": {"A": [[PUBLIC]]},
    "expired.example.com": {"A": [[PUBLIC]]},
    "upgraded.example.com": {"A": [[PUBLIC]]},
    "redirecting.example.com": {"A": [[PUBLIC]]},
    "robots.example.com": {"A": [[PUBLIC]]},
    "metadata.example.com": {"A": [["169.254.169.254"]]},
    "private.example.com": {"A": [["10.0.0.5"]]},
    "search.example.com": {"A": [["10.0.0.5"]]},
    "loop.example.com": {"A": [["127.0.0.1"]]},
    "local6.example.com": {"AAAA": [["fd00::5"]]},
    "mapped.example.com": {"AAAA": [["::ffff:10.0.0.5"]]},
    "nat64.example.com": {"AAAA": [["64:ff9b::a00:5"]]},
    "mixed.example.com": {"A": [["10.0.0.5", PUBLIC, "169.254.169.254"]]},
    "rebinding.example.com": {"A": [[PUBLIC], ["10.0.0.5"]]},
    "late-rebinding.example.com": {"A": [[PUBLIC], [PUBLIC], ["169.254.169.254"]]},
    "silent.example.com": {},
}
TURNS: Counter[str] = Counter()


def page(host: str, path: str, port: int) -> bytes:
    """What every web server of this internet answers."""
    if path == "/robots.txt":
        return redirect("http://10.0.0.5/robots.txt") if host == "robots.example.com" else NO_RULES
    if host == "redirecting.example.com":
        try:
            return redirect(bytes.fromhex(path.strip("/")).decode())
        except ValueError:
            return NO_RULES
    if host == "upgraded.example.com" and port == 80:
        return redirect("https://upgraded.example.com/")
    more = ["Connection: close"] if "rebinding" in host else []
    feeds = '<link rel="alternate" type="application/atom+xml" href="/feed">'
    return answer(pages.forum(also=feeds), "200 OK", "text/html; charset=utf-8", *more)


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    name = writer.get_extra_info("sockname")
    HITS[f"{name[0].removeprefix('::ffff:')}:{name[1]}"] += 1
    try:
        while (line := await reader.readline()).strip():
            path = line.split(b" ")[1].decode("latin-1")
            host = ""
            while (header := await reader.readline()).strip():
                if header.lower().startswith(b"host:"):
                    host = header.split(b":", 1)[1].strip().decode("latin-1").partition(":")[0]
            if path == "/hits":
                writer.write(answer(json.dumps(HITS).encode(), "200 OK", "application/json"))
                break
            reply = page(host, path, name[1])
            writer.write(reply)
            await writer.drain()
            if b"Connection: close" in reply or b"\r\nContent-Length: 0" in reply:
                break
    except (ConnectionError, IndexError, ValueError, ssl.SSLError):
        pass
    finally:
        writer.close()


class NameService(asyncio.DatagramProtocol):
    """Just enough DNS: A and AAAA from the zone, nothing cached, no answer at all for `silent`."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        end = data.index(b"\0", 12)
        labels, at = [], 12
        while at < end:
            labels.append(data[at + 1 : at + 1 + data[at]].decode("latin-1"))
            at += 1 + data[at]
        name = ".".join(labels).lower()
        kind = {1: "A", 28: "AAAA"}.get(struct.unpack("!H", data[end + 1 : end + 3])[0], "")
        if name.startswith("silent."):
            return
        known = ZONE.get(name)
        turns = (known or {}).get(kind, [])
        chosen = turns[min(TURNS[name + kind], len(turns) - 1)] if turns else []
        TURNS[name + kind] += 1
        records = b"".join(self._record(kind, address) for address in chosen)
        flags = 0x8180 if known is not None else 0x8183
        head = data[:2] + struct.pack("!HHHHH", flags, 1, len(chosen), 0, 0)
        self.transport.sendto(head + data[12 : end + 5] + records, addr)  # type: ignore[attr-defined]

    @staticmethod
    def _record(kind: str, address: str) -> bytes:
        packed = IPv4Address(address).packed if kind == "A" else IPv6Address(address).packed
        return b"\xc0\x0c" + struct.pack("!HHIH", 1 if kind == "A" else 28, 1, 0, len(packed)) + packed


def _tls(folder: Path) -> ssl.SSLContext:
    """A server context that shows each name the certificate made for it."""
    default = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    default.load_cert_chain(folder / "secure.example.com.pem")
    by_name = {}
    for file in folder.glob("*.example.com.pem"):
        by_name[file.stem] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        by_name[file.stem].load_cert_chain(file)

    def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        connection.context = by_name.get(name or "", default)

    default.sni_callback = choose  # type: ignore[assignment]
    return default


async def main(folder: Path) -> None:
    loop = asyncio.get_running_loop()
    for port in (80, 8080, 22, 3306):
        await asyncio.start_server(serve, "0.0.0.0", port)  # noqa: S104 (a namespace of our own)
        await asyncio.start_server(serve, "::", port)
    await asyncio.start_server(serve, "0.0.0.0", 443, ssl=_tls(folder))  # noqa: S104
    await loop.create_datagram_endpoint(NameService, ("127.0.0.1", 53))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    sys.stdout.write(json.dumps(HITS))
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
