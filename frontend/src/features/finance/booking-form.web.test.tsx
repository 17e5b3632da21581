import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { contract } from "../../api/client.gen";
import { Arrivals } from "./arrivals";
import { BookingForm } from "./booking-form";
import { FinanceCache } from "./finance.queries";
import { FinanceContext } from "./finance-context";

interface Sent {
  key: string | null;
  body: Record<string, unknown>;
  answer: (status: number, body: unknown) => void;
}

const property = { id: 1, name: "Harbour Quay", currency: "EUR", permissions: [] } as unknown as contract.MyProperty;
const booked = { id: "r1", amountMinor: 1250, currency: "EUR", source: "room", paymentMode: "cash" };
let root: Root;
let sent: Sent[];

beforeEach(async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  localStorage.clear();
  sent = [];
  const fetchStub = (_url: string, init: { headers: HeadersInit; body: string }): Promise<Response> =>
    new Promise((resolve) => {
      sent.push({
        key: new Headers(init.headers).get("idempotency-key"),
        body: JSON.parse(init.body) as Sent["body"],
        answer: (status, body) => resolve(new Response(JSON.stringify(body), { status })),
      });
    });
  vi.stubGlobal("fetch", fetchStub);
  document.body.innerHTML = "<div id=root></div>";
  root = createRoot(document.querySelector("#root")!);
  await show();
});

afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

async function show(): Promise<void> {
  const queries = new QueryClient();
  const parts = { cache: new FinanceCache(queries), arrivals: new Arrivals() };
  await act(async () =>
    root.render(
      <QueryClientProvider client={queries}>
        <FinanceContext value={parts}>
          <BookingForm property={property} personId="p1" />
        </FinanceContext>
      </QueryClientProvider>,
    ),
  );
}

const amount = (): HTMLInputElement => document.querySelector('[data-testid="revenue-amount"]')!;
const alert = (): HTMLElement | null => document.querySelector('[role="alert"]');

/** As a person types: the browser's own setter, so that React sees the change. */
async function type(text: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!.call(amount(), text);
    amount().dispatchEvent(new Event("input", { bubbles: true }));
  });
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Lets the form do what follows, until that is to be seen. */
async function settle(run: () => void = () => undefined, isSeen: () => boolean = () => true): Promise<void> {
  await act(async () => {
    run();
    await turn();
  });
  while (!isSeen()) await act(turn);
}

const press = (init: KeyboardEventInit): Promise<void> =>
  settle(() => amount().dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init })));
const send = (): Promise<void> => press({ key: "Enter", ctrlKey: true });

test("a form that cannot be sent says why, and the summary takes the focus", async () => {
  await send();
  expect(sent).toEqual([]);
  expect(alert()?.textContent).toContain("Enter an amount.");
  expect(document.activeElement).toBe(alert());
  expect(amount().getAttribute("aria-invalid")).toBe("true");
});

test("Ctrl+Enter sends; once booked the form is empty and the next entry has another key", async () => {
  await type("12.50");
  await send();
  expect(sent[0]?.body).toMatchObject({ propertyId: 1, amountMinor: 1250, source: "room", paymentMode: "cash" });
  await settle(
    () => sent[0]?.answer(200, booked),
    () => amount().value === "",
  );
  expect(document.activeElement).toBe(amount());
  await type("12.50");
  await send();
  expect(sent[1]?.key).not.toBe(sent[0]?.key);
});

test("what was refused stays typed, says why, and goes out again under the same key", async () => {
  await type("12.50");
  await send();
  const refusal = { code: "permission_denied", message: "not here", details: null };
  await settle(
    () => sent[0]?.answer(403, refusal),
    () => alert() !== null,
  );
  expect(alert()?.textContent).toContain("not here");
  expect(document.activeElement).toBe(alert());
  expect(amount().value).toBe("12.50");
  await send();
  expect(sent[1]?.key).toBe(sent[0]?.key);
});

test("what is typed while a booking is on its way is neither lost nor sent as the same entry", async () => {
  await type("12.50");
  await send();
  await type("99");
  await settle(() => sent[0]?.answer(200, booked));
  expect(amount().value).toBe("99");
  await send();
  expect(sent[1]?.body).toMatchObject({ amountMinor: 9900 });
  expect(sent[1]?.key).not.toBe(sent[0]?.key);
});
