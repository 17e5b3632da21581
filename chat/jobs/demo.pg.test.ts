import { chat } from "~encore/clients";
import { afterAll, expect, test } from "vitest";
import { Hotel } from "../../tests/lib/hotel";
import { pool } from "../store/db";
import { seedHotels } from "./demo";

afterAll(() => pool.end());

test("several processes at once let the people of a demo hotel talk once, and not about staff matters to the outside", async () => {
  const hotel = await Hotel.build();
  const [manager, cashier] = [await hotel.person("manager"), await hotel.person("cashier")];
  const workers = [manager, cashier].map(({ userID }, i) => ({ personId: userID, role: ["manager", "cashier"][i]! }));
  const hotels = [{ orgId: hotel.orgId, propertyId: hotel.propertyId, workers }];
  await Promise.all([seedHotels(hotels), seedHotels(hotels), seedHotels(hotels)]);
  const { data } = await chat.listConversations({}, { authData: cashier });
  expect(data.map(({ conversation }) => conversation.name)).toEqual(["Housekeeping", "Front desk"]);
  for (const { conversation } of data) {
    const messages = (await chat.listMessages({ id: conversation.id }, { authData: cashier })).data;
    expect(messages.map(({ no }) => no)).toEqual([4, 3, 2, 1]);
  }
  await seedHotels(hotels);
  expect((await chat.listConversations({}, { authData: cashier })).data).toEqual(data);
});
