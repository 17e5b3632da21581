import { expect, test } from "vitest";
import { readGuestList } from "./guest-list";

test("a list as a spreadsheet writes or copies it, whatever parts its columns", () => {
  const expected = [
    {
      guestName: "Ada, Countess",
      room: "101",
      departure: "2026-11-22",
      documents: [{ number: "P1234567", country: "GB" }],
    },
    { reservation: "7K3QX9M24T" },
  ];
  const head = ["Guest Name", "Room", "Departure", "Document number", "Country", "Confirmation", "Remark"];
  const lines = (mark: string, name: string): string =>
    [
      head.join(mark),
      [name, "101", "2026-11-22", "P1234567", "GB", "", "x"].join(mark),
      ["", "", "", "", "", "7K3QX9M24T", ""].join(mark),
    ].join("\r\n");
  for (const [mark, name] of [
    [",", '"Ada, Countess"'],
    [";", "Ada, Countess"],
    ["\t", "Ada, Countess"],
  ] as const)
    expect(readGuestList(`${lines(mark, name)}\n\n`)).toEqual({ rows: expected, ignored: ["Remark"] });
});

test("adults are a number, what is none becomes 0, which the server refuses in its row", () => {
  expect(readGuestList("name,adults\nAda,2\nBo,two").rows).toEqual([
    { guestName: "Ada", adults: 2 },
    { guestName: "Bo", adults: 0 },
  ]);
});

test("nothing is nobody", () => {
  expect(readGuestList("")).toEqual({ rows: [], ignored: [] });
  expect(readGuestList("name,room\n").rows).toEqual([]);
});
