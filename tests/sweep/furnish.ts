import { call } from "../lib/api";
import { metadata } from "../lib/tus-client";
import type { Place } from "./writes";

/** Puts one of everything into a property, in the name of its owner. */
export async function furnish(url: string, token: string, propertyId: number, personId: string): Promise<Place> {
  const post = async <T = { id: string }>(path: string, body: object, headers = {}): Promise<T> => {
    const answer = await call<T>(url, "POST", path, { token, body, headers });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const expense = await post("/finance/expenses", { propertyId, vendor: "Laundry", amount: 10 });
  const revenue = await post("/finance/revenue", { propertyId, amount: 10 });
  const cashSession = await post("/finance/cash-sessions", { propertyId, floatMinor: 10_000 });
  const department = "housekeeping";
  const times = { startsAt: "2026-11-20T06:00:00Z", endsAt: "2026-11-20T14:00:00Z" };
  const member = await post("/staff/members", { propertyId, department, name: "Ana" });
  const shift = await post("/staff/shifts", { propertyId, department, ...times });
  await post("/staff/clock", { propertyId, kind: "in", memberId: member.id });
  const handover = await post("/staff/handovers", { propertyId, department, text: "all quiet" });
  const task = await post("/tasks", { propertyId, title: "Make up room" });
  await post("/guest/room-types", { propertyId, code: "DBL" });
  const room = await post("/guest/rooms", { propertyId, number: "101", roomType: "DBL" });
  const stay = await post("/guest/reservations", {
    propertyId,
    guestName: "Noor",
    roomType: "DBL",
    departure: "2026-11-25",
  });
  const document = await post(`/guest/reservations/${stay.id}/documents`, { number: "X1234567", country: "PRT" });
  const request = await post("/guest/requests", { propertyId, wish: "two pillows" });
  const { conversation } = await post<{ conversation: { id: string } }>("/chat/rooms", {
    propertyId,
    name: "Desk",
    members: [{ personId }],
  });
  const message = await post(`/chat/conversations/${conversation.id}/messages`, { content: "hello" });
  return {
    propertyId,
    personId,
    expenseId: expense.id,
    revenueId: revenue.id,
    cashSessionId: cashSession.id,
    memberId: member.id,
    shiftId: shift.id,
    handoverId: handover.id,
    taskId: task.id,
    roomId: room.id,
    stayId: stay.id,
    documentId: document.id,
    requestId: request.id,
    conversationId: conversation.id,
    messageId: message.id,
    fileId: await beginUpload(url, token, propertyId),
  };
}

async function beginUpload(url: string, token: string, propertyId: number): Promise<string> {
  const described = metadata({ purpose: "receipt", propertyId: String(propertyId), name: "a.pdf" });
  const headers = { "tus-resumable": "1.0.0", "upload-length": "100", "upload-metadata": described };
  const answer = await call(url, "POST", "/uploads/tus", { token, headers });
  return answer.headers.get("location")?.split("/").at(-1) ?? "";
}
