import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { cueStrings } from "./cue";
import { readSecrets } from "./secrets";

function rootWith(file: string): string {
  const root = mkdtempSync(join(tmpdir(), "secrets-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, ".secrets.local.cue"), file);
  return root;
}

test("a secret comes from the environment, else from the file, else it is absent", () => {
  const root = rootWith('A: "file"\nB: "file"\nEmpty: ""\n');
  const names = ["A", "B", "Empty", "Unset"];
  expect(readSecrets(root, names, { A: "environment", Other: "x" })).toEqual({
    A: "environment",
    B: "file",
    Empty: "",
  });
  expect(readSecrets(join(root, "nowhere"), names, {})).toEqual({});
  expect(readSecrets(root, ["constructor"], process.env)).toEqual({});
});

test("a file that cannot be read is named with its line", () => {
  expect(() => readSecrets(rootWith('A: "a"\n\nB: 5\n'), ["A"], {})).toThrow(
    ".secrets.local.cue:3: expected a string in quotes",
  );
});

describe("a CUE file of strings", () => {
  test("has a field a line, comments, and commas where one likes", () => {
    expect(cueStrings('// all\npackage local\nA: "1" // one\n"B": "2",\r\nC:\n  "3"\n\tD : "4", E: "5"')).toEqual({
      A: "1",
      B: "2",
      C: "3",
      D: "4",
      E: "5",
    });
    expect(cueStrings("")).toEqual({});
  });

  test("has escapes, and none in raw strings but their own", () => {
    expect(cueStrings(String.raw`A: "a\"b\\\n\u00e9\U0001F600//"`)).toEqual({ A: 'a"b\\\né😀//' });
    expect(cueStrings(String.raw`A: #"a"b\n\#n"#`)).toEqual({ A: 'a"b\\n\n' });
  });

  test("has strings of several lines, without the indentation of their end", () => {
    expect(cueStrings('Key: """\n  -----BEGIN\n\n    abc\n  """\nB: #"""\n\\n\n"""#\n')).toEqual({
      Key: "-----BEGIN\n\n  abc",
      B: "\\n",
    });
  });

  test.each([
    ["A", '1: expected Name: "value"'],
    ['A: "1" B: "2"', "1: expected the end of the line after the value"],
    ['A: "1\n', "1: the string has no end"],
    ['A: """\n  a\n b\n  """', '1: a line begins further left than the closing """'],
    ['A: """\n a"""', '1: the closing """ must stand on a line of its own'],
    ['\nA: "\\(B)"', "2: the escape \\( is not supported"],
    ['A: "1"\nA: "2"', "2: A has two values"],
    ["A: 'bytes'", "1: expected a string in quotes"],
  ])("%j is refused", (text, message) => expect(() => cueStrings(text)).toThrow(message));
});
