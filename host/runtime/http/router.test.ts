import { describe, expect, test } from "vitest";
import type { Endpoint, Segment } from "../../model/app";
import { Router } from "./router";

function endpoint(path: string, ...methods: string[]): Endpoint {
  const segments = path
    .split("/")
    .slice(1)
    .map((part): Segment => {
      const name = part.slice(1);
      const kinds: Record<string, "param" | "wildcard" | "fallback"> = {
        ":": "param",
        "*": "wildcard",
        "!": "fallback",
      };
      const kind = kinds[part[0] ?? ""];
      return kind ? { kind, name, type: { kind: "string" } } : { kind: "literal", value: part };
    });
  return { path: segments, methods } as unknown as Endpoint;
}

function router(...routes: [path: string, ...methods: string[]][]): Router<string> {
  const made = new Router<string>();
  for (const [path, ...methods] of routes) made.add(endpoint(path, ...methods), `${methods.join()} ${path}`);
  return made;
}

describe("a path leads to the most exact route", () => {
  const rooms = router(
    ["/rooms", "GET"],
    ["/rooms/:id", "GET"],
    ["/rooms/new", "GET"],
    ["/rooms/:id/keys", "GET"],
    ["/files/*path", "GET"],
    ["/", "GET"],
  );

  test.each([
    ["/rooms/new", "GET /rooms/new", {}],
    ["/rooms/newer", "GET /rooms/:id", { id: "newer" }],
    ["/rooms/new/keys", "GET /rooms/:id/keys", { id: "new" }],
    ["/rooms/5/", "GET /rooms/:id", { id: "5" }],
    ["/rooms/a%2Fb", "GET /rooms/:id", { id: "a%2Fb" }],
    ["/files/", "GET /files/*path", { path: "" }],
    ["/files/a//b/", "GET /files/*path", { path: "a//b/" }],
    ["/", "GET /", {}],
  ])("%s → %s", (path, target, values) => {
    expect(rooms.find("GET", path)).toEqual({ kind: "found", target, path: values });
  });

  test.each(["/rooms/5/keys/1", "/files", "/Rooms", "//rooms", "rooms"])("%j is unknown", (path) => {
    expect(rooms.find("GET", path)).toEqual({ kind: "unknownPath" });
  });
});

test("the path is found first, then the method: a more exact route without the method hides a parameter that has it", () => {
  const made = router(["/a/:id", "GET"], ["/a/special", "POST"]);
  expect(made.find("GET", "/a/special")).toEqual({ kind: "wrongMethod" });
});

test("each method of one path has its own parameter names", () => {
  const made = router(["/a/:id", "GET"], ["/a/:key", "DELETE"]);
  expect(made.find("DELETE", "/a/5")).toEqual({ kind: "found", target: "DELETE /a/:key", path: { key: "5" } });
});

describe("a fallback is asked when no route answers", () => {
  const made = router(["/app/!rest", "GET"], ["/app/api/save", "POST"]);

  test("it takes paths that no route has", () => {
    expect(made.find("GET", "/app/api/other")).toEqual({
      kind: "found",
      target: "GET /app/!rest",
      path: { rest: "api/other" },
    });
  });
  test("it does not take the path of a route that lacks the method", () => {
    expect(made.find("GET", "/app/api/save")).toEqual({ kind: "hiddenByRoute", allow: "POST" });
  });
  test("HEAD is answered by the GET of a route that hides it", () => {
    const both = router(
      ["/app/!rest", "GET"],
      ["/app/!rest", "HEAD"],
      ["/app/api/:id", "GET"],
      ["/app/api/:id", "PUT"],
    );
    expect(both.find("HEAD", "/app/api/5")).toEqual({ kind: "found", target: "GET /app/api/:id", path: { id: "5" } });
  });
  test("a method that neither has is wrong", () => {
    expect(made.find("PUT", "/app/api/save")).toEqual({ kind: "wrongMethod" });
  });
});

describe("an empty parameter is one, unless it is the last part of the path", () => {
  const made = router(["/a/:id", "GET"], ["/b/:first/c/:second", "GET"], ["/d/:id/*rest", "GET"]);

  test.each([
    ["/a//", { id: "" }],
    ["/b//c/5", { first: "", second: "5" }],
    ["/b/x/c//", { first: "x", second: "" }],
    ["/d//", { id: "" }],
  ])("%s", (path, values) => {
    expect(made.find("GET", path)).toMatchObject({ kind: "found", path: values });
  });
  test("/a/", () => {
    expect(made.find("GET", "/a/")).toEqual({ kind: "unknownPath" });
  });
});
