import type { Scene } from "./scene.mjs";

const CHARGES = [
  ["fnb", "Breakfast", 1450, 4900],
  ["fnb", "Dinner for two", 3900, 12_000],
  ["addon", "Bicycle for a day", 1500, 1500],
  ["other", "Laundry", 900, 3200],
] as const;

/** Something is sold. */
export const sell: Scene = async ({ team: { cashier }, propertyId, chance }) => {
  const [source, description, low, high] = chance.one(CHARGES);
  const line = await cashier.finance.recordRevenue({
    propertyId,
    amountMinor: chance.whole(low, high),
    source,
    paymentMode: chance.one(["cash", "card"]),
    description,
    idempotencyKey: crypto.randomUUID(),
  });
  return `${description}: ${(line.amountMinor / 100).toFixed(2)} ${line.currency}`;
};

const VENDORS = ["Lima Laundry", "Porto Fish", "City Water", "Green Grocers", "Becker Tools"];

/** Something is bought: submitted by the till, decided on by the manager, posted. */
export const buy: Scene = async ({ team: { manager, cashier }, propertyId, chance }) => {
  for (const [state, step] of [
    ["approved", "post"],
    ["submitted", "approve"],
  ] as const) {
    const { data } = await manager.finance.listExpenses({ propertyId, state, limit: 100 });
    const [expense] = data;
    if (expense === undefined) continue;
    await manager.finance.stepExpense(expense.id, { step, version: expense.version });
    return `${expense.vendor}: ${step === "post" ? "posted" : "approved"}`;
  }
  const expense = await cashier.finance.submitExpense({
    propertyId,
    vendor: chance.one(VENDORS),
    amountMinor: chance.whole(1200, 48_000),
    description: "For the house",
    idempotencyKey: crypto.randomUUID(),
  });
  return `${expense.vendor}: ${(expense.amountMinor / 100).toFixed(2)} ${expense.currency} submitted`;
};
