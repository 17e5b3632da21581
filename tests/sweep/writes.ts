import { newId } from "../../platform/ids";
import { metadata } from "../lib/tus-client";
import type { Permission } from "../../identity/contract/permissions";

/** What there is at one property, for a request to point at. */
export interface Place {
  propertyId: number;
  personId: string;
  expenseId: string;
  revenueId: string;
  cashSessionId: string;
  memberId: string;
  shiftId: string;
  handoverId: string;
  taskId: string;
  roomId: string;
  stayId: string;
  documentId: string;
  requestId: string;
  conversationId: string;
  messageId: string;
  fileId: string;
}

/** Nothing of it exists. */
export const NOWHERE: Place = {
  propertyId: 999_999,
  personId: newId(),
  expenseId: newId(),
  revenueId: newId(),
  cashSessionId: newId(),
  memberId: newId(),
  shiftId: newId(),
  handoverId: newId(),
  taskId: newId(),
  roomId: newId(),
  stayId: newId(),
  documentId: newId(),
  requestId: newId(),
  conversationId: newId(),
  messageId: newId(),
  fileId: newId(),
};

export interface WriteRequest {
  method: string;
  path: string;
  body?: object | string;
  headers?: Record<string, string>;
}

interface Write {
  /**
   * What must be held at the property. "membership": only who is in the conversation, or whose file it is, reaches it, whatever they may do at the property.
   * "oneself": it touches nothing but what is the caller's own.
   */
  needs: Permission | "membership" | "oneself";
  /** A request that is right in itself; null where there is none that could hit somebody else's. */
  to: ((place: Place) => WriteRequest) | null;
  /** What shows the thing it is about; who lacks it is answered as for what does not exist. */
  seenBy?: Permission;
  /** How the missing right is refused, where that is not permission_missing. */
  refusal?: string;
  /** It is about the organisation, so that every property of it is one's own. */
  isOfOrganisation?: true;
}

const post = (path: string, body: object = {}): WriteRequest => ({ method: "POST", path, body });
const put = (path: string, body: object): WriteRequest => ({ method: "PUT", path, body });
const patch = (path: string, body: object): WriteRequest => ({ method: "PATCH", path, body });
const remove = (path: string): WriteRequest => ({ method: "DELETE", path });

const department = "housekeeping";
const shift = { department, startsAt: "2026-11-21T06:00:00Z", endsAt: "2026-11-21T14:00:00Z" };
const tus = { "tus-resumable": "1.0.0" };
const stayStep = (step: string): Write => ({
  needs: "guest.stay.write",
  seenBy: "guest.stay.read",
  to: ({ stayId }) => post(`/guest/reservations/${stayId}/${step}`, { version: 1 }),
});

/** By endpoint of the application model that writes: what it needs, said here once more, and a request to it. */
export const WRITES: Record<string, Write> = {
  "identity.login": { needs: "oneself", to: null },
  "identity.refresh": { needs: "oneself", to: null },
  "identity.logout": { needs: "oneself", to: null },
  "identity.changePassword": { needs: "oneself", to: null },
  "identity.endLogin": { needs: "oneself", to: null },
  "identity.createTicket": { needs: "oneself", to: null },
  "identity.assignRoles": {
    needs: "person.role.assign",
    to: ({ personId, propertyId }) =>
      put(`/identity/people/${personId}/properties/${propertyId}/roles`, { roles: ["housekeeper"] }),
  },
  "identity.disablePerson": {
    needs: "person.role.assign",
    refusal: "roles_elsewhere",
    isOfOrganisation: true,
    to: ({ personId }) => put(`/identity/people/${personId}/disabled`, { disabled: false }),
  },
  "identity.editProperty": {
    needs: "property.manage",
    to: ({ propertyId }) => put(`/identity/properties/${propertyId}`, { version: 1, name: "Harbour" }),
  },
  "identity.editBranding": {
    needs: "property.manage",
    to: ({ propertyId }) =>
      put("/identity/branding", { propertyId, version: 0, displayName: "Harbour", accentColour: "#336699" }),
  },
  "realtime.setRetention": { needs: "realtime.operate", to: null, isOfOrganisation: true },
  "realtime.replayParked": { needs: "realtime.operate", to: null, isOfOrganisation: true },
  "finance.recordRevenue": {
    needs: "finance.revenue.record",
    to: ({ propertyId }) => post("/finance/revenue", { propertyId, amount: 10 }),
  },
  "finance.reverseRevenue": {
    needs: "finance.revenue.reverse",
    seenBy: "finance.revenue.read",
    to: ({ revenueId }) => post(`/finance/revenue/${revenueId}/reverse`, { reason: "booked twice" }),
  },
  "finance.closeDay": {
    needs: "finance.day.close",
    to: ({ propertyId }) => post("/finance/day-closes", { propertyId, businessDate: "2026-11-20", reason: "a drill" }),
  },
  "finance.openCashSession": {
    needs: "finance.cash.handle",
    to: ({ propertyId }) => post("/finance/cash-sessions", { propertyId, floatMinor: 10_000 }),
  },
  "finance.countCashSession": {
    needs: "finance.cash.approve",
    seenBy: "finance.revenue.read",
    to: ({ cashSessionId }) =>
      post(`/finance/cash-sessions/${cashSessionId}/count`, { version: 1, countedMinor: 10_000 }),
  },
  "finance.closeCashSession": {
    needs: "finance.cash.approve",
    seenBy: "finance.revenue.read",
    to: ({ cashSessionId }) => post(`/finance/cash-sessions/${cashSessionId}/close`, { version: 2 }),
  },
  "finance.submitExpense": {
    needs: "finance.expense.submit",
    to: ({ propertyId }) => post("/finance/expenses", { propertyId, vendor: "Laundry", amount: 10 }),
  },
  "finance.stepExpense": {
    needs: "finance.expense.approve",
    seenBy: "finance.expense.read",
    to: ({ expenseId }) => post(`/finance/expenses/${expenseId}/step`, { version: 1, step: "approve" }),
  },
  "staff.addMember": {
    needs: "staff.member.manage",
    to: ({ propertyId }) => post("/staff/members", { propertyId, department, name: "Ana" }),
  },
  "staff.editMember": {
    needs: "staff.member.manage",
    to: ({ memberId }) => put(`/staff/members/${memberId}`, { version: 1, department, name: "Ana" }),
  },
  "staff.planShift": {
    needs: "staff.shift.manage",
    to: ({ propertyId }) => post("/staff/shifts", { propertyId, ...shift }),
  },
  "staff.editShift": {
    needs: "staff.shift.manage",
    to: ({ shiftId }) => put(`/staff/shifts/${shiftId}`, { version: 1, ...shift }),
  },
  "staff.stepShift": {
    needs: "staff.shift.manage",
    to: ({ shiftId }) => post(`/staff/shifts/${shiftId}/step`, { version: 1, step: "publish" }),
  },
  "staff.clock": {
    needs: "staff.clock",
    to: ({ propertyId }) => post("/staff/clock", { propertyId, kind: "in" }),
  },
  "staff.writeHandover": {
    needs: "staff.clock",
    to: ({ propertyId }) => post("/staff/handovers", { propertyId, department, text: "all quiet" }),
  },
  "staff.acknowledgeHandover": {
    needs: "staff.clock",
    to: ({ handoverId }) => post(`/staff/handovers/${handoverId}/acknowledge`),
  },
  "staff.createTask": {
    needs: "task.manage",
    to: ({ propertyId }) => post("/tasks", { propertyId, title: "Make up room" }),
  },
  "staff.editTask": {
    needs: "task.manage",
    to: ({ taskId }) => put(`/tasks/${taskId}`, { version: 1, title: "Make up room" }),
  },
  "staff.stepTask": {
    needs: "task.manage",
    to: ({ taskId }) => post(`/tasks/${taskId}/step`, { version: 1, step: "skip" }),
  },
  "guest.addRoomType": {
    needs: "guest.room.manage",
    to: ({ propertyId }) => post("/guest/room-types", { propertyId, code: "SUI" }),
  },
  "guest.addRoom": {
    needs: "guest.room.manage",
    to: ({ propertyId }) => post("/guest/rooms", { propertyId, number: "901", roomType: "DBL" }),
  },
  "guest.setRoomState": {
    needs: "guest.room.write",
    seenBy: "guest.stay.read",
    to: ({ roomId }) => patch(`/guest/rooms/${roomId}`, { version: 1, housekeeping: "dirty" }),
  },
  "guest.createReservation": {
    needs: "guest.stay.write",
    to: ({ propertyId }) =>
      post("/guest/reservations", { propertyId, guestName: "Noor", roomType: "DBL", departure: "2026-11-25" }),
  },
  "guest.editReservation": {
    needs: "guest.stay.write",
    seenBy: "guest.stay.read",
    to: ({ stayId }) => patch(`/guest/reservations/${stayId}`, { version: 1, notes: "late" }),
  },
  "guest.assignRoom": {
    needs: "guest.stay.write",
    seenBy: "guest.stay.read",
    to: ({ stayId, roomId }) => post(`/guest/reservations/${stayId}/assign`, { version: 1, roomId }),
  },
  "guest.checkIn": stayStep("check-in"),
  "guest.undoCheckOut": stayStep("undo-check-out"),
  "guest.undoCheckIn": stayStep("undo-check-in"),
  "guest.checkOut": stayStep("check-out"),
  "guest.cancelReservation": stayStep("cancel"),
  "guest.markNoShow": stayStep("no-show"),
  "guest.createRequest": {
    needs: "guest.request.write",
    to: ({ propertyId }) => post("/guest/requests", { propertyId, wish: "two pillows" }),
  },
  "guest.stepRequest": {
    needs: "guest.request.write",
    seenBy: "guest.stay.read",
    to: ({ requestId }) => post(`/guest/requests/${requestId}/step`, { version: 1, step: "cancel" }),
  },
  "guest.recordDocument": {
    needs: "guest.stay.write",
    seenBy: "guest.stay.read",
    to: ({ stayId }) => post(`/guest/reservations/${stayId}/documents`, { number: "X1234567", country: "PRT" }),
  },
  "guest.revealDocument": {
    needs: "guest.identity.read",
    seenBy: "guest.restricted.read",
    to: ({ documentId }) => post(`/guest/documents/${documentId}/reveal`, { reason: "the police asks" }),
  },
  "guest.bulkCheckIn": {
    needs: "guest.stay.write",
    to: ({ propertyId }) =>
      post("/guest-checkin/bulk", {
        propertyId,
        rows: [{ guestName: "Noor", roomType: "DBL", arrival: "2026-11-24", departure: "2026-11-25" }],
      }),
  },
  "chat.beginVisit": { needs: "oneself", to: null },
  "chat.sendVisitorMessage": { needs: "oneself", to: null },
  "chat.editWidget": {
    needs: "chat.widget.manage",
    to: ({ propertyId }) => put("/chat/widget", { propertyId, version: 0, isOn: true }),
  },
  "chat.createRoom": {
    needs: "chat.room.create",
    to: ({ propertyId }) => post("/chat/rooms", { propertyId, name: "Night shift" }),
  },
  "chat.openDirect": {
    needs: "membership",
    to: ({ personId }) => post("/chat/direct", { personId }),
    isOfOrganisation: true,
  },
  "chat.renameConversation": {
    needs: "membership",
    to: ({ conversationId }) => put(`/chat/conversations/${conversationId}`, { version: 1, name: "Other" }),
  },
  "chat.sendMessage": {
    needs: "membership",
    to: ({ conversationId }) => post(`/chat/conversations/${conversationId}/messages`, { content: "hello" }),
  },
  "chat.sendRoomMessage": {
    needs: "membership",
    to: ({ conversationId }) => post(`/api/v1/rooms/${conversationId}/messages`, { content: "hello" }),
  },
  "chat.markRead": {
    needs: "membership",
    to: ({ conversationId }) => put(`/chat/conversations/${conversationId}/read`, { upTo: 1 }),
  },
  "chat.addMember": {
    needs: "membership",
    to: ({ conversationId, personId }) => post(`/chat/conversations/${conversationId}/members`, { personId }),
  },
  "chat.changeMember": {
    needs: "membership",
    to: ({ conversationId, personId }) =>
      put(`/chat/conversations/${conversationId}/members/${personId}`, { version: 1, role: "member" }),
  },
  "chat.removeMember": {
    needs: "membership",
    to: ({ conversationId, personId }) => remove(`/chat/conversations/${conversationId}/members/${personId}`),
  },
  "chat.editMessage": {
    needs: "membership",
    to: ({ messageId }) => put(`/chat/messages/${messageId}`, { version: 1, content: "other" }),
  },
  "chat.deleteMessage": { needs: "membership", to: ({ messageId }) => remove(`/chat/messages/${messageId}`) },
  "chat.reactToMessage": {
    needs: "membership",
    to: ({ messageId }) => put(`/chat/messages/${messageId}/reaction`, { emoji: "👍", isOn: true }),
  },
  "uploads.createTusUpload": {
    needs: "uploads.file.upload",
    to: ({ propertyId }) => ({
      method: "POST",
      path: "/uploads/tus",
      headers: {
        ...tus,
        "upload-length": "100",
        "upload-metadata": metadata({ purpose: "receipt", propertyId: String(propertyId), name: "a.pdf" }),
      },
    }),
  },
  "uploads.uploadDirect": {
    needs: "uploads.file.upload",
    to: ({ propertyId }) => ({
      method: "POST",
      path: `/uploads/direct?purpose=receipt&name=a.pdf&propertyId=${propertyId}`,
      headers: { "content-type": "application/pdf" },
      body: "%PDF-1.4",
    }),
  },
  "uploads.createLink": { needs: "membership", to: ({ fileId }) => post(`/uploads/files/${fileId}/link`) },
  "uploads.attachToSubject": {
    needs: "membership",
    to: ({ messageId, fileId }) => post(`/uploads/subjects/message/${messageId}/files`, { fileIds: [fileId] }),
  },
  "uploads.eraseFile": { needs: "membership", to: ({ fileId }) => remove(`/uploads/files/${fileId}`) },
  "uploads.tusUpload": {
    needs: "membership",
    to: ({ fileId }) => ({ method: "DELETE", path: `/uploads/tus/${fileId}`, headers: tus }),
  },
};
