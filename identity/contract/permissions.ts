/** The permission catalogue: what a role may do at a property. Whatever is not listed is denied. */
export type Permission =
  | "finance.revenue.read"
  | "finance.revenue.record"
  /** Take a line back by a further one. */
  | "finance.revenue.reverse"
  /** Whoever reads revenue reads expenses: their events come in the same channel. */
  | "finance.expense.read"
  | "finance.expense.submit"
  /** Decide on other people's expenses up to a limit, post what is approved, and take it back. */
  | "finance.expense.approve"
  /** The same without a limit. */
  | "finance.expense.approve.unlimited"
  /** Open a drawer, count it, and accept a small variance of one's own. */
  | "finance.cash.handle"
  /** Count other people's drawers and accept their variance, whatever it is. */
  | "finance.cash.approve"
  /** Close the property's day, which locks its books and opens the next. */
  | "finance.day.close"
  | "finance.restricted.read"
  | "guest.stay.read"
  /** Reservations, assignment, check-in, check-out. */
  | "guest.stay.write"
  /** A check-in to a dirty room. */
  | "guest.checkin.force"
  /** Housekeeping and service state of rooms. */
  | "guest.room.write"
  /** Rooms and room types themselves. */
  | "guest.room.manage"
  /** Make guests' requests and take their steps. */
  | "guest.request.write"
  /** Documents of guests with their numbers masked. */
  | "guest.restricted.read"
  /** The number of a document; each view is logged. */
  | "guest.identity.read"
  | "staff.member.read"
  | "staff.member.manage"
  | "staff.shift.manage"
  /** Clock in and out, take one's own shifts, write and acknowledge handovers. */
  | "staff.clock"
  | "task.read"
  /** Take the steps of one's own tasks. */
  | "task.work"
  /** Make, assign, inspect and skip tasks. */
  | "task.manage"
  | "property.read"
  /** Its name and how it looks to its guests. */
  | "property.manage"
  /** Who may do what at the property. */
  | "person.read"
  | "uploads.file.upload"
  /** That files exist at the property, not what is in them. */
  | "uploads.file.read"
  /** The same of guests' documents and attachments, and who looked at them. */
  | "uploads.restricted.read"
  /** Take part in rooms whose member one is, and write to colleagues. */
  | "chat.room.read"
  | "chat.room.create"
  /** Be made an internal member, who sees messages that are not public. */
  | "chat.internal.read"
  /** Read what visitors of the website write, and answer. */
  | "chat.visitor.answer"
  | "chat.widget.manage"
  /** What the open day adds up to, revenue included. */
  | "reports.dashboard.read"
  /** Key figures and reports of days. */
  | "reports.figures.read"
  | "person.role.assign"
  | "realtime.metrics.read"
  /** Connections, parked events and traces: metadata of other people's streams. */
  | "realtime.operate";

export type Role = "owner" | "manager" | "cashier" | "clerk" | "housekeeper";
