import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mendHead } from "./mend-head";

const mended = (text: string): string | undefined => mendHead(Buffer.from(text, "utf8"))?.bytes.toString("latin1");

describe("the target is percent-encoded where a URL cannot have the character", () => {
  test.each([
    ["/p/grün", "/p/gr%C3%BCn"],
    ["/p/a b", "/p/a%20b"],
    ["/p/a b HTTP/1.1 c", "/p/a%20b%20HTTP/1.1%20c"],
    ['/p/"<x>"?q="\t', "/p/%22%3Cx%3E%22?q=%22%09"],
    ["/p/%20 {|}^`", "/p/%20%20{|}^`"],
  ])("%j", (target, expected) => {
    expect(mended(`GET ${target} HTTP/1.1\r\nHost: a\r\n\r\nbody ü`)).toBe(
      `GET ${expected} HTTP/1.1\r\nHost: a\r\n\r\nbody Ã¼`,
    );
  });
});

test("a length beside a chunked coding is taken out, and the connection closes", () => {
  const rest = "5\r\nhello\r\n0\r\n\r\n";
  expect(
    mended(
      `POST /x HTTP/1.1\r\nContent-Length: 5\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n${rest}`,
    ),
  ).toBe(`POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${rest}`);
});

test.each(["FOO", "get", "M!#$%&'*+-.^_`|~1"])(
  "the method %s is told apart from one that the parser knows",
  (method) => {
    const head = mendHead(Buffer.from(`${method} / HTTP/1.1\r\nHost: a\r\n\r\nbody`));
    expect(head?.method).toBe(method);
    expect(head?.bytes.toString()).toMatch(/^[A-Z]+ \/ HTTP\/1\.1\r\nHost: a\r\n\r\nbody$/);
  },
);

describe("is left to the parser's refusal", () => {
  test.each([
    ["nothing wrong", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["no end of the head", "GET /ü HTTP/1.1\r\nHost: a\r\n"],
    ["a method that is no word", "GE/T / HTTP/1.1\r\n\r\n"],
    ["no request line", "hello there\r\n\r\n"],
    ["another version", "GET /ü HTTP/2.0\r\n\r\n"],
    ["a bare line feed in the target", "GET /ü\nX: y HTTP/1.1\r\n\r\n"],
    ["a bare carriage return in the target", "GET /ü\rX HTTP/1.1\r\n\r\n"],
    ["a folded header", "GET /ü HTTP/1.1\r\nA: b\r\n c\r\n\r\n"],
    ["a blank before the colon", "GET /ü HTTP/1.1\r\nContent-Length : 5\r\n\r\n"],
    ["a coding that hides chunked", "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: xchunked\r\n\r\n"],
    ["a list of codings", "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"],
    [
      "two codings",
      "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n",
    ],
    ["a length that is no number", "POST / HTTP/1.1\r\nContent-Length: +5\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ["chunks in version 1.0", "POST / HTTP/1.0\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"],
  ])("%s", (_name, text) => {
    expect(mended(text)).toBeUndefined();
  });

  test("a target that is no UTF-8", () => {
    expect(mendHead(Buffer.from("GET /\xff HTTP/1.1\r\n\r\n", "latin1"))).toBeUndefined();
  });
});

test(
  "whatever comes, a mended head needs no more mending and says one thing about its body",
  { timeout: 60_000 },
  () => {
    const part = fc.oneof(
      fc.constantFrom("GET", "POST", " ", "/", "ü", "\t", "HTTP/1.1", "HTTP/1.0", "\r\n", "\n", "\r\n\r\n", "x"),
      fc.constantFrom(
        "Content-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "transfer-encoding:chunked\r\n",
        "A: b\r\n",
      ),
      fc.string({ unit: "binary", maxLength: 5 }),
    );
    const plain = fc.tuple(fc.array(part, { maxLength: 8 }), fc.array(part, { maxLength: 8 }));
    fc.assert(
      fc.property(plain, fc.boolean(), ([target, headers], framed) => {
        const line = framed ? `POST /${target.join("")} HTTP/1.1\r\n` : target.join("");
        const result = mendHead(Buffer.from(`${line}${headers.join("")}\r\n\r\n`));
        if (result === undefined) return;
        expect(mendHead(result.bytes)).toBeUndefined();
        const head = result.bytes.toString("latin1").split("\r\n\r\n", 1)[0]!;
        const framings = head.match(/^(?:content-length|transfer-encoding):/gim) ?? [];
        expect(new Set(framings.map((name) => name.toLowerCase())).size).toBeLessThan(2);
      }),
    );
  },
);
