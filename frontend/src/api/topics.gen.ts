// Generated from the source of the application. Do not edit.
/* eslint-disable */

/** What is published on each topic, as JSON. */
export interface Topics {
  "chat-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.ChatEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "finance-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.FinanceEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "guest-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.GuestEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "properties-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.PropertyEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "users-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.UserEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "branding-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.BrandingEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "dashboard-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.DashboardChangedV1 | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "analytics-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.DayFiguresChangedV1 | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "reports-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.DayReportChangedV1 | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "staff-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.StaffEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "tasks-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.TaskEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "uploads-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.UploadsEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
}

export namespace contract {
  /** Somebody clocked in or out. */
  export interface AttendanceChangedV1 {
    id: string;
    type: "attendance-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.AttendanceData;
  }

  export interface AttendanceData {
    id: string;
    memberId: string;
    memberName: string;
    department: contract.Department;
    shiftId: string | null;
    startedAt: string;
    endedAt: string | null;
  }

  /** How a property looks to its guests changed. */
  export interface BrandingChangedV1 {
    id: string;
    type: "branding-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.BrandingData;
  }

  export interface BrandingData {
    /** The property's number, as text. */
    id: string;
    displayName: string;
    accentColour: string;
  }

  export type BrandingEvent = contract.BrandingChangedV1 | platform.RowsInvalidatedV1;

  /** A drawer was opened, counted or closed. Carries the row whole; what had to be in it stands there once it is counted. */
  export interface CashSessionChangedV1 {
    id: string;
    type: "cash-session-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.CashSessionData;
  }

  export interface CashSessionData {
    id: string;
    state: contract.CashSessionState;
    businessDate: string;
    currency: string;
    floatMinor: number;
    expectedMinor: number | null;
    countedMinor: number | null;
    varianceMinor: number | null;
    reason: string | null;
    cashierId: string;
    openedAt: string;
    countedBy: string | null;
    countedAt: string | null;
    closedBy: string | null;
    closedAt: string | null;
  }

  /** Open while cash goes in and out, counted once, closed when the variance is accepted. */
  export type CashSessionState = "open" | "counted" | "closed";

  /** Every event of chat. A new type joins this union; a changed one gets a new `v`. */
  export type ChatEvent = contract.ConversationChangedV1 | contract.MemberChangedV1 | contract.MessageChangedV1 | contract.MessageHiddenV1;

  export interface CheckinBatchData {
    id: string;
    batchKey: string;
    ok: number;
    failed: number;
    documents: number;
    startedBy: string;
    startedAt: string;
    updatedAt: string;
    /** The rows that no event told of before: at most 25. They are no part of the batch's own row. */
    items: contract.CheckinItem[];
  }

  /** Rows of a batch were done or refused, and this is the batch as it is now. Its entity is `checkin-batch`. */
  export interface CheckinBatchProcessedV1 {
    id: string;
    type: "checkin-batch-processed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.CheckinBatchData;
  }

  /** What became of one row of a batch. */
  export interface CheckinItem {
    /** Place in the request, from 1. */
    row: number;
    /** As given, or the row's number; `d1`, `d2`, … for documents outside of rows. */
    rowKey: string;
    status: "ok" | "error";
    /** Null for a row of documents alone, and for a refused one. */
    reservationId: string | null;
    confirmation: string | null;
    guestName: string | null;
    roomNumber: string | null;
    /** How many were recorded. */
    documents: number;
    /** Names the rule that said no; null for a row that is done. */
    reason: string | null;
  }

  /** A conversation began or got another name: all of it as it is now. */
  export interface ConversationChangedV1 {
    type: contract.ConversationEventType;
    data: contract.ConversationData;
    id: string;
    v: 1;
    at: string;
    propertyId: number | null;
    entity: platform.EntityRef;
    actorId: string;
    /** `restricted` is what tells of an internal message: for internal members alone. */
    class: "normal" | "restricted";
    /** Whose members it is for; absent for visitors' conversations, which are for everybody who answers visitors at the property. */
    conversationId?: string;
  }

  export interface ConversationData {
    id: string;
    kind: contract.ConversationKind;
    name: string | null;
    createdBy: string;
    createdAt: string;
  }

  export type ConversationEventType = "conversation-created" | "conversation-renamed";

  /** A room belongs to a property, a direct conversation to two people, a visitor's to the property whose website they came to. */
  export type ConversationKind = "room" | "direct" | "community" | "visitor";

  /** A number of a property's dashboard changed. Carries the row whole, as it is from now on; the two below alike. */
  export interface DashboardChangedV1 {
    id: string;
    type: "dashboard-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.DashboardData;
  }

  export interface DashboardData {
    id: string;
    businessDate: string;
    currency: string;
    roomsTotal: number;
    roomsOutOfOrder: number;
    arrivalsDone: number;
    arrivalsOpen: number;
    departuresDone: number;
    departuresOpen: number;
    inHouse: number;
    revenue: contract.SourceRevenue[];
    openRequests: number;
    onShift: number;
    roomsAvailable: number;
    roomsSold: number;
    roomRevenueMinor: number;
    totalRevenueMinor: number;
    occupancyPermille: number | null;
    adrMinor: number | null;
    revparMinor: number | null;
  }

  /** A day's close began or took a step. Carries the row whole; with `rolled` the next day is open. */
  export interface DayCloseChangedV1 {
    id: string;
    type: "day-close-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.DayCloseData;
  }

  export interface DayCloseData {
    id: string;
    businessDate: string;
    nextDate: string;
    state: contract.DayCloseState;
    currency: string;
    revenueMinor: number | null;
    expenseMinor: number | null;
    lineCount: number | null;
    expensesOpen: number;
    arrivalsOpen: number;
    departuresOpen: number;
    reason: string | null;
    startedBy: string;
    startedAt: string;
    closedAt: string | null;
  }

  /**
   * How far a close has come: the books are locked, the trial balance is kept, the next day is open at the property, and everybody who
   * works on it knows. Each of the four is noted before the next begins, so a close that was cut off goes on where it was.
   */
  export type DayCloseState = "locked" | "balanced" | "rolled" | "closed";

  /** The key figures of a business date changed. */
  export interface DayFiguresChangedV1 {
    id: string;
    type: "day-figures-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.DayFiguresData;
  }

  export interface DayFiguresData {
    id: string;
    businessDate: string;
    currency: string;
    roomsAvailable: number;
    roomsSold: number;
    roomRevenueMinor: number;
    totalRevenueMinor: number;
    occupancyPermille: number | null;
    adrMinor: number | null;
    revparMinor: number | null;
  }

  /** A business date ended, or something of it was heard of after it had. */
  export interface DayReportChangedV1 {
    id: string;
    type: "day-report-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.DayReportData;
  }

  export interface DayReportData {
    id: string;
    businessDate: string;
    currency: string;
    arrivals: number;
    arrivalsMissed: number;
    departures: number;
    revenue: contract.SourceRevenue[];
    madeAt: string;
    roomsAvailable: number;
    roomsSold: number;
    roomRevenueMinor: number;
    totalRevenueMinor: number;
    occupancyPermille: number | null;
    adrMinor: number | null;
    revparMinor: number | null;
  }

  export type Department = "front_desk" | "housekeeping" | "engineering" | "food_and_beverage" | "administration";

  export type ExpenseCategory = "supplies" | "food_and_beverage" | "maintenance" | "utilities" | "wages" | "travel" | "other";

  /** An expense was submitted or took a step. Carries the row whole, as it is from now on. */
  export interface ExpenseChangedV1 {
    id: string;
    type: "expense-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.ExpenseData;
  }

  export interface ExpenseData {
    id: string;
    state: contract.ExpenseState;
    category: contract.ExpenseCategory;
    vendor: string;
    amountMinor: number;
    taxMinor: number;
    currency: string;
    paymentMode: contract.PaymentMode;
    bankReference: string | null;
    businessDate: string;
    description: string | null;
    receiptFileId: string | null;
    reversalOf: string | null;
    submittedBy: string;
    submittedAt: string;
    decidedBy: string | null;
    decidedAt: string | null;
    reason: string | null;
  }

  export type ExpenseState = "submitted" | "approved" | "rejected" | "posted" | "reversed";

  /** A file belongs to something now. */
  export interface FileAttachedV1 {
    id: string;
    type: "file-attached";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal" | "restricted";
    data: contract.FileData;
  }

  export type FileChange = contract.UploadProgressedV1 | contract.FileReadyV1 | contract.FileAttachedV1 | contract.FileRejectedV1 | contract.FileErasedV1;

  /** All that a list says of the file, but for what the envelope says. */
  export interface FileData {
    id: string;
    ownerId: string;
    purpose: contract.FilePurpose;
    name: string | null;
    contentType: string;
    size: number;
    received: number;
    state: contract.FileState;
    reason: contract.RejectReason | null;
    sha256: string | null;
    width: number | null;
    height: number | null;
    hasThumbnail: boolean;
    subject: contract.FileSubject | null;
    createdAt: string;
    changedAt: string;
  }

  /** Nothing is kept of a file any more: it expired or was erased. */
  export interface FileErasedV1 {
    id: string;
    type: "file-erased";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal" | "restricted";
    data: contract.FileData;
  }

  /** What a file is for: decides which types it may have, how large it may be and who may read it. */
  export type FilePurpose = "receipt" | "guest_document" | "chat_attachment" | "task_evidence" | "avatar";

  /** A file passed its check and may be read. */
  export interface FileReadyV1 {
    id: string;
    type: "file-ready";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal" | "restricted";
    data: contract.FileData;
  }

  /** A file did not pass its check; nothing is kept of it. */
  export interface FileRejectedV1 {
    id: string;
    type: "file-rejected";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal" | "restricted";
    data: contract.FileData;
  }

  /**
   * created → uploading → uploaded → checking → ready → attached; `rejected` by the check, `expired` when it was never finished or never
   * attached, `erased` by a person. Of the last three no bytes are left.
   */
  export type FileState = "created" | "uploading" | "uploaded" | "checking" | "ready" | "attached" | "rejected" | "expired" | "erased";

  /** What a file belongs to: `{kind: "expense", id: "…"}`. */
  export interface FileSubject {
    kind: string;
    id: string;
  }

  /** Every event of finance. A new type joins this union; a changed one gets a new `v`. */
  export type FinanceEvent = contract.RevenueRecordedV1 | contract.ExpenseChangedV1 | contract.DayCloseChangedV1 | contract.CashSessionChangedV1 | platform.RowsInvalidatedV1;

  /** Every event of guest. A new type joins this union; a changed one gets a new `v`. */
  export type GuestEvent = contract.RoomTypeAddedV1 | contract.RoomChangedV1 | contract.ReservationChangedV1 | contract.IdDocumentChangedV1 | contract.CheckinBatchProcessedV1 | contract.ServiceRequestChangedV1 | platform.RowsInvalidatedV1;

  /** A handover was written or acknowledged. */
  export interface HandoverChangedV1 {
    id: string;
    type: "handover-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.HandoverData;
  }

  export interface HandoverData {
    id: string;
    department: contract.Department;
    text: string;
    cashMinor: number | null;
    currency: string;
    writtenBy: string;
    writtenAt: string;
    acknowledgedBy: string | null;
    acknowledgedAt: string | null;
  }

  export type Housekeeping = "dirty" | "clean" | "inspected";

  /** A guest's document as it is now, with its number masked. Its entity is `id-document`. */
  export interface IdDocumentChangedV1 {
    id: string;
    type: contract.IdDocumentEventType;
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "restricted";
    data: contract.IdDocumentData;
  }

  export interface IdDocumentData {
    id: string;
    guestId: string;
    reservationId: string | null;
    type: contract.IdDocumentType;
    country: string | null;
    numberLast4: string;
    expiresOn: string | null;
    views: number;
    recordedBy: string;
    recordedAt: string;
  }

  export type IdDocumentEventType = "id-document-recorded" | "id-document-viewed";

  export type IdDocumentType = "passport" | "id_card" | "driving_licence" | "residence_permit" | "other";

  /** Somebody came, left, has another role, or has read on: all of the membership as it is now. */
  export interface MemberChangedV1 {
    type: contract.MemberEventType;
    data: contract.MemberData;
    id: string;
    v: 1;
    at: string;
    propertyId: number | null;
    entity: platform.EntityRef;
    actorId: string;
    /** `restricted` is what tells of an internal message: for internal members alone. */
    class: "normal" | "restricted";
    /** Whose members it is for; absent for visitors' conversations, which are for everybody who answers visitors at the property. */
    conversationId?: string;
  }

  /** A member joined, changed or left. Each event carries the row whole, as it is from now on. */
  export interface MemberChangedV1_2 {
    id: string;
    type: "member-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.MemberData_2;
  }

  export interface MemberData {
    id: string;
    conversationId: string;
    personId: string;
    role: contract.MemberRole;
    isInternal: boolean;
    readNo: number;
    joinedAt: string;
    leftAt: string | null;
  }

  export interface MemberData_2 {
    id: string;
    personId: string | null;
    employeeNo: string | null;
    name: string;
    department: contract.Department;
    position: string | null;
    status: contract.MemberStatus;
  }

  export type MemberEventType = "member-added" | "member-changed" | "member-left" | "member-removed" | "read-marker-moved";

  /** Admins manage members and delete any message, moderators delete any message. */
  export type MemberRole = "admin" | "moderator" | "member";

  export type MemberStatus = "active" | "left";

  /** A message came or changed: all of it as it is now. Of a deleted one nothing that it said is left, in earlier events neither. */
  export interface MessageChangedV1 {
    type: contract.MessageEventType;
    data: contract.MessageData;
    id: string;
    v: 1;
    at: string;
    propertyId: number | null;
    entity: platform.EntityRef;
    actorId: string;
    /** `restricted` is what tells of an internal message: for internal members alone. */
    class: "normal" | "restricted";
    /** Whose members it is for; absent for visitors' conversations, which are for everybody who answers visitors at the property. */
    conversationId?: string;
  }

  export interface MessageData {
    id: string;
    conversationId: string;
    no: number;
    senderId: string;
    senderType: contract.SenderType;
    clientMessageId: string | null;
    content: string | null;
    isPublic: boolean;
    replyToId: string | null;
    mentions: string[];
    reactions: contract.Reaction[];
    createdAt: string;
    editedAt: string | null;
    deletedAt: string | null;
  }

  export type MessageEventType = "message-sent" | "message-edited" | "message-reacted" | "message-deleted";

  /** To those who are not internal: a message that they saw is internal from now on. What they hold of it goes. */
  export interface MessageHiddenV1 {
    type: "message-hidden";
    data: {
      id: string;
      conversationId: string;
      no: number;
    };
    id: string;
    v: 1;
    at: string;
    propertyId: number | null;
    entity: platform.EntityRef;
    actorId: string;
    /** `restricted` is what tells of an internal message: for internal members alone. */
    class: "normal" | "restricted";
    /** Whose members it is for; absent for visitors' conversations, which are for everybody who answers visitors at the property. */
    conversationId?: string;
  }

  export type Occupancy = "vacant" | "occupied";

  /** How it was paid. `credit` is owed by a guest or a company, `ota` is collected by the booking channel. */
  export type PaymentMode = "cash" | "card" | "bank" | "upi" | "ota" | "credit";

  /** A property's facts changed, its business date among them. Each event carries the row whole, as it is from now on. */
  export interface PropertyChangedV1 {
    id: string;
    type: "property-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.PropertyData;
  }

  export interface PropertyData {
    /** The property's number, as text. */
    id: string;
    name: string;
    timeZone: string;
    currency: string;
    businessDate: string;
  }

  export type PropertyEvent = contract.PropertyChangedV1 | platform.RowsInvalidatedV1;

  export interface Reaction {
    emoji: string;
    personIds: string[];
  }

  /** Why a check refused a file. */
  export type RejectReason = "type_mismatch" | "type_unknown" | "polyglot" | "active_content" | "damaged" | "too_many_pixels";

  export type RequestCategory = "housekeeping" | "maintenance" | "food" | "information" | "other";

  /** How the guest asked. */
  export type RequestChannel = "desk" | "phone" | "chat" | "qr";

  export type RequestState = "open" | "in_progress" | "done" | "cancelled";

  /** A reservation as it is now, and what was done. Its entity is `reservation`. */
  export interface ReservationChangedV1 {
    id: string;
    type: contract.ReservationEventType;
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.ReservationData;
  }

  export interface ReservationData {
    id: string;
    confirmation: string;
    state: contract.StayState;
    guestId: string;
    guestName: string;
    guestEmail: string | null;
    guestPhone: string | null;
    isVip: boolean;
    roomTypeId: string;
    roomType: string;
    roomId: string | null;
    roomNumber: string | null;
    arrival: string;
    departure: string;
    nights: number;
    adults: number;
    nightlyRateMinor: number;
    currency: string;
    eta: string | null;
    notes: string | null;
    checkedInOn: string | null;
    checkedOutOn: string | null;
    createdBy: string;
    createdAt: string;
    updatedAt: string;
  }

  export type ReservationEventType = "reservation-made" | "reservation-edited" | "room-assigned" | "room-unassigned" | "guest-checked-in" | "check-in-undone" | "stay-due-out" | "guest-checked-out" | "check-out-undone" | "reservation-cancelled" | "guest-not-arrived";

  export interface RevenueRecordedData {
    id: string;
    /** Below 0 for a line that takes another one back. */
    amountMinor: number;
    currency: string;
    source: contract.RevenueSource;
    paymentMode: contract.PaymentMode;
    description: string | null;
    bankReference: string | null;
    businessDate: string;
    occurredAt: string;
    recordedBy: string;
    /** The line that this one takes back; not there for all others. */
    reversalOf?: string;
  }

  /** A line of revenue was booked (an Envelope). Its entity is `revenue` at version 1, and no other event follows for that entity. */
  export interface RevenueRecordedV1 {
    id: string;
    type: "revenue-recorded";
    v: 1;
    at: string;
    /** Finance never moves money without a property. */
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.RevenueRecordedData;
  }

  /** What was sold. */
  export type RevenueSource = "room" | "fnb" | "addon" | "other";

  export type Role = "owner" | "manager" | "cashier" | "clerk" | "housekeeper";

  /** A room as it is now. Its entity is `room`. */
  export interface RoomChangedV1 {
    id: string;
    type: contract.RoomEventType;
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.RoomData;
  }

  export interface RoomData {
    id: string;
    number: string;
    roomTypeId: string;
    roomType: string;
    floor: number | null;
    occupancy: contract.Occupancy;
    housekeeping: contract.Housekeeping;
    service: contract.RoomService;
    updatedAt: string;
  }

  export type RoomEventType = "room-added" | "room-state-changed";

  /** `oos`: a small fault, still saleable. `ooo`: taken from sale for repair. */
  export type RoomService = "in" | "oos" | "ooo";

  /** A kind of room is sold from now on (an Envelope). Its entity is `room-type`. */
  export interface RoomTypeAddedV1 {
    id: string;
    type: "room-type-added";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    /** The row as it is read, but for what the envelope says. */
    data: contract.RoomTypeData;
  }

  export interface RoomTypeData {
    id: string;
    code: string;
    name: string;
    capacity: number;
  }

  export type SenderType = "staff" | "visitor" | "system";

  /** A service request was made or took a step. */
  export interface ServiceRequestChangedV1 {
    id: string;
    type: "service-request-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.ServiceRequestData;
  }

  export interface ServiceRequestData {
    id: string;
    category: contract.RequestCategory;
    channel: contract.RequestChannel;
    wish: string;
    roomId: string | null;
    roomNumber: string | null;
    reservationId: string | null;
    dueAt: string;
    state: contract.RequestState;
    handledBy: string | null;
    resolution: string | null;
    endedAt: string | null;
    createdBy: string;
    createdAt: string;
    updatedAt: string;
  }

  /** A shift was planned or took a step. */
  export interface ShiftChangedV1 {
    id: string;
    type: "shift-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    /** `restricted` while it is a draft: for who plans shifts. */
    class: "normal" | "restricted";
    data: contract.ShiftData;
  }

  export interface ShiftData {
    id: string;
    department: contract.Department;
    memberId: string | null;
    memberName: string | null;
    startsAt: string;
    endsAt: string;
    breakMinutes: number;
    note: string | null;
    state: contract.ShiftState;
  }

  export type ShiftState = "draft" | "published" | "accepted" | "started" | "ended" | "cancelled";

  /** What one source has brought on a business date, in one currency. */
  export interface SourceRevenue {
    source: contract.RevenueSource;
    /** ISO 4217. */
    currency: string;
    /** Minor units of the currency. */
    amountMinor: number;
    /** Lines that were added up. */
    count: number;
  }

  /** Every event of the stream `staff`. */
  export type StaffEvent = contract.MemberChangedV1_2 | contract.ShiftChangedV1 | contract.AttendanceChangedV1 | contract.HandoverChangedV1 | platform.RowsInvalidatedV1;

  export type StayState = "confirmed" | "assigned" | "checked_in" | "due_out" | "checked_out" | "cancelled" | "no_show";

  /** A task was made, edited or took a step. Each event carries the row whole, as it is from now on. */
  export interface TaskChangedV1 {
    id: string;
    type: "task-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.TaskData;
  }

  export interface TaskData {
    id: string;
    title: string;
    kind: contract.TaskKind;
    priority: contract.TaskPriority;
    room: string | null;
    notes: string | null;
    dueAt: string | null;
    state: contract.TaskState;
    assigneeId: string | null;
    assigneeName: string | null;
    createdBy: string;
    createdAt: string;
    doneAt: string | null;
  }

  /** Every event of the stream `tasks`. */
  export type TaskEvent = contract.TaskChangedV1 | platform.RowsInvalidatedV1;

  export type TaskKind = "housekeeping" | "maintenance" | "guest_request" | "other";

  export type TaskPriority = "low" | "normal" | "urgent";

  export type TaskState = "open" | "assigned" | "accepted" | "in_progress" | "done" | "inspected" | "skipped";

  /** A file was begun, more of it came (told about once a second), all of it came, or its check began. */
  export interface UploadProgressedV1 {
    id: string;
    type: "upload-progressed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal" | "restricted";
    data: contract.FileData;
  }

  /** Every event of uploads. A new type joins this union; a changed one gets a new `v`. */
  export type UploadsEvent = contract.FileChange | platform.RowsInvalidatedV1;

  /** What a person may do at a property changed, or whether they may log in. */
  export interface UserChangedV1 {
    id: string;
    type: "user-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.UserData;
  }

  export interface UserData {
    /** `<person id>@<property>`: a person is one user at each property. */
    id: string;
    personId: string;
    name: string;
    /** None when the person has left the property. */
    roles: contract.Role[];
    isDisabled: boolean;
  }

  export type UserEvent = contract.UserChangedV1 | platform.RowsInvalidatedV1;
}

export namespace platform {
  export interface EntityRef {
    kind: string;
    id: string;
    /** Raised by one with every change of the entity, under its row lock. */
    version: number;
  }

  /** What is left of an event whose payload was erased before it came into the log (RT11). */
  export interface ErasedEvent {
    data: null;
    /** Payload hash of what was erased. */
    hash: string;
    /** UUIDv7, made where the event is made: the key for deduplication. */
    id: string;
    /** Past tense, kebab-case: `revenue-recorded`. */
    type: string;
    /** Version of `data` for this type. */
    v: number;
    /** RFC 3339, UTC. */
    at: string;
    /** The property it belongs to; null when it concerns the organisation. */
    propertyId: number | null;
    entity: platform.EntityRef;
    /** The person who did it; `system` for the application itself. */
    actorId: string;
    /** `restricted` events (pay, ID data) form channels of their own, which need a permission of their own. */
    class: "normal" | "restricted";
  }

  export interface RowsInvalidatedData {
    /** Kinds of entities, as the events of the same service name them. */
    kinds: string[];
    reason: "import" | "restore" | "erasure";
  }

  /**
   * Rows of these kinds changed without events of their own: whoever shows them fetches them anew (RT26). Any service may have it among its
   * events; its entity is of kind `rows`, with the event's own id.
   */
  export interface RowsInvalidatedV1 {
    id: string;
    type: "rows-invalidated";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: platform.RowsInvalidatedData;
  }
}
