// Generated from the source of the application. Do not edit.
/* eslint-disable */

/** Where an application answers. */
export type BaseURL = string;

export const Local: BaseURL = "http://localhost:4000";

/** The address of a named cloud environment. */
export function Environment(name: string): BaseURL {
  return `https://${name}-local.encr.app`;
}

/** The address of the preview of a pull request. */
export function PreviewEnv(pr: number | string): BaseURL {
  return Environment(`pr${pr}`);
}

/** The endpoints of the application that are open to the outside, by service. */
export default class Client {
  readonly chat: chat.ServiceClient;
  readonly finance: finance.ServiceClient;
  readonly frontend: frontend.ServiceClient;
  readonly guest: guest.ServiceClient;
  readonly identity: identity.ServiceClient;
  readonly realtime: realtime.ServiceClient;
  readonly reports: reports.ServiceClient;
  readonly staff: staff.ServiceClient;
  readonly uploads: uploads.ServiceClient;
  readonly #target: BaseURL;
  readonly #options: ClientOptions;

  constructor(target: BaseURL, options: ClientOptions = {}) {
    this.#target = target;
    this.#options = options;
    const base = new BaseClient(target, options);
    this.chat = chat_client(base);
    this.finance = finance_client(base);
    this.frontend = frontend_client(base);
    this.guest = guest_client(base);
    this.identity = identity_client(base);
    this.realtime = realtime_client(base);
    this.reports = reports_client(base);
    this.staff = staff_client(base);
    this.uploads = uploads_client(base);
  }

  /** The same client with other options; those that are not given stay. */
  with(options: ClientOptions): Client {
    return new Client(this.#target, { ...this.#options, ...options });
  }
}

export interface ClientOptions {
  /** Instead of the built-in fetch. */
  fetcher?: Fetcher;
  /** Added to every request. */
  requestInit?: Omit<RequestInit, "headers"> & { headers?: Record<string, string> };
  /** Who is calling: fixed, or asked before each call. */
  auth?: api.Credentials | AuthDataGenerator;
}

export type AuthDataGenerator = () => api.Credentials | Promise<api.Credentials | undefined> | undefined;

export namespace chat {
  export interface ServiceClient {
    /** Adds a person to a room, or takes them back; who is in it already stays as they are (C2). */
    addMember(id: string, params: api.AddMemberRequest): Promise<contract.Member>;
    /** Begins a visitor's conversation with a property (C18). */
    beginVisit(params: api.BeginVisitRequest): Promise<api.BeginVisitResponse>;
    /** Gives a member another role or sight (C2). */
    changeMember(id: string, personId: string, params: api.ChangeMemberRequest): Promise<contract.Member>;
    /** Who types in one's conversations and which of their people are there, as long as it holds: nothing of it is kept (C19). */
    collaborationStream(): Promise<StreamInOut<api.ScreenSign, api.ScreenNews>>;
    /** Opens a room of a property (C1, C2). */
    createRoom(params: api.CreateRoomRequest): Promise<contract.ConversationView>;
    /** Deletes what a message said, everywhere; answers with what is left: its place (C7). */
    deleteMessage(id: string): Promise<contract.Message>;
    /** Edits a message of one's own, or changes who sees it; what it said before is kept (C6). */
    editMessage(id: string, params: api.EditMessageRequest): Promise<contract.Message>;
    /** Switches a property's widget on, off, or to another key (C18). */
    editWidget(params: api.EditWidgetRequest): Promise<contract.ChatWidget>;
    /** A visitor's conversation with its newest 100 messages, for who answers visitors there (C17). */
    getChatbotConversation(conversation: string): Promise<contract.ChatbotConversation>;
    /**
     * Messages of a visitor's conversation (C17): `{"messages":[…],"cursor":n}`, the newest 100, newest first; with `since=<cursor>` what came
     * or changed after it, at most 100 in that order. Send the ETag of the last answer as `If-None-Match`: 304 while nothing is new.
     */
    getChatbotMessages(method: "GET", conversation: string, body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /** One conversation of the caller's, with what is unread. */
    getConversation(id: string): Promise<contract.ConversationView>;
    /** One message that the caller may see. */
    getMessage(id: string): Promise<contract.Message>;
    /** The history of a room under the seed's names (C15): the newest page, oldest message first. */
    getRoomMessages(room: string, params: api.GetRoomMessagesRequest): Promise<api.GetRoomMessagesResponse>;
    /**
     * What a visitor sees of their conversation (C18): `{"messages":[…],"cursor":n}`, the newest 100, newest first; with `since=<cursor>` what
     * came or changed after it, at most 100 in that order. Send the widget token as `X-Widget-Token`, and the ETag of the last answer as
     * `If-None-Match`: 304 while nothing is new.
     */
    getVisitorMessages(method: "GET", body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /** By what the website of a property lets its visitors write (C18). */
    getWidget(params: api.GetWidgetRequest): Promise<contract.ChatWidget>;
    /** The record of a conversation: who did what and when, without content, newest first (C9). */
    listActivity(id: string, params: api.ListActivityRequest): Promise<api.ListActivityResponse>;
    /** The caller's conversations with what is unread, the one with the newest message first. */
    listConversations(params: api.ListConversationsRequest): Promise<api.ListConversationsResponse>;
    /** Everybody in a conversation of the caller's, with how far they have read. */
    listMembers(id: string): Promise<api.ListMembersResponse>;
    /** The history of a conversation, newest first: what the caller may see of it (C4). */
    listMessages(id: string, params: api.ListMessagesRequest): Promise<api.ListMessagesResponse>;
    /** What a message said before it was edited; what it said as an internal one only to internal members (C6). */
    listRevisions(id: string): Promise<api.ListRevisionsResponse>;
    /** Moves the caller's read marker on, never back (C13). */
    markRead(id: string, params: api.MarkReadRequest): Promise<contract.ConversationView>;
    /** The conversation with a colleague, made unless it is there; also when both begin at once (C2). */
    openDirect(params: api.OpenDirectRequest): Promise<contract.ConversationView>;
    /** Sets or takes back the caller's reaction to a message (C8). */
    reactToMessage(id: string, params: api.ReactRequest): Promise<contract.Message>;
    /** Takes somebody out of a room, or leaves it (C2). Answers with the membership as it ended. */
    removeMember(id: string, personId: string): Promise<contract.Member>;
    /** Gives a room another name (C2). */
    renameConversation(id: string, params: api.RenameConversationRequest): Promise<contract.Conversation>;
    /** Reads a room along and sends into it, under the seed's names (C15, C16). */
    roomSocket(room: string, params: api.Handshake): Promise<StreamInOut<api.ClientFrame, api.ServerFrame>>;
    /** Sends a message and tells every member who may see it (C3, C4, C5). */
    sendMessage(id: string, params: api.SendMessageRequest): Promise<contract.Message>;
    /** Sends into a room under the seed's names (C15). */
    sendRoomMessage(room: string, params: api.SendRoomMessageRequest): Promise<contract.MessageResponse>;
    /** Sends a visitor's message into their conversation, and tells who answers visitors there (C18). */
    sendVisitorMessage(params: api.SendVisitorMessageRequest): Promise<contract.VisitorMessage>;
  }
}

export namespace finance {
  export interface ServiceClient {
    /** What is still open of the property's day (F12). */
    checkDay(params: api.CheckDayRequest): Promise<api.CheckDayResponse>;
    /** Accepts the variance of a counted drawer (F15). */
    closeCashSession(id: string, params: api.CloseCashSessionRequest): Promise<contract.CashSession>;
    /** Closes the property's day: locks its books, keeps their trial balance, opens the next day (F10). */
    closeDay(params: api.CloseDayRequest): Promise<contract.DayClose>;
    /** Counts a drawer, once; only the answer says what had to be in it (F14). */
    countCashSession(id: string, params: api.CountCashSessionRequest): Promise<contract.CashSession>;
    /** One session. One that the caller may not see and one that does not exist give the same answer. */
    getCashSession(id: string): Promise<api.GetCashSessionResponse>;
    /** One close with its trial balance. One that the caller may not see and one that does not exist give the same answer. */
    getDayClose(id: string): Promise<api.GetDayCloseResponse>;
    /** One expense. One that the caller may not see and one that does not exist give the same answer. */
    getExpense(id: string): Promise<contract.Expense>;
    /** What one business date of a property adds up to. */
    getRevenueTotals(params: api.GetRevenueTotalsRequest): Promise<api.GetRevenueTotalsResponse>;
    /** One line. One that the caller may not see and one that does not exist give the same answer. */
    getRevenue(id: string): Promise<contract.Revenue>;
    /** Cash sessions of one property, newest first. */
    listCashSessions(params: api.ListCashSessionsRequest): Promise<api.ListCashSessionsResponse>;
    /** Closed days of one property and the one that is being closed, newest first. */
    listDayCloses(params: api.ListDayClosesRequest): Promise<api.ListDayClosesResponse>;
    /** Expenses of one property, newest first. */
    listExpenses(params: api.ListExpensesRequest): Promise<api.ListExpensesResponse>;
    /** Revenue of one property, newest first. */
    listRevenue(params: api.ListRevenueRequest): Promise<api.ListRevenueResponse>;
    /** Opens a drawer for the caller: their cash at the property belongs to it until it is counted (F13). */
    openCashSession(params: api.OpenCashSessionRequest): Promise<contract.CashSession>;
    /** Books one line of revenue and tells every screen that may see it (F1, F5). */
    recordRevenue(params: api.RecordRevenueRequest): Promise<contract.Revenue>;
    /** Takes a line of revenue back by a further one with the opposite amount, which is answered (F2). */
    reverseRevenue(id: string, params: api.ReverseRevenueRequest): Promise<contract.Revenue>;
    /** Takes an expense one step on (F8): decides on it, posts it, or takes it back (F9). */
    stepExpense(id: string, params: api.StepExpenseRequest): Promise<contract.Expense>;
    /** Submits an expense, for somebody else to decide on (F7). */
    submitExpense(params: api.SubmitExpenseRequest): Promise<contract.Expense>;
  }
}

export namespace frontend {
  export interface ServiceClient {
    /**
     * The web application: every path that no endpoint claims answers with a file or with the page itself, which reads the path.
     * These files keep their names between builds, so they are revalidated each time (304 when nothing changed).
     */
    app(path: string[]): Promise<void>;
    /** Parts that are loaded when needed. Their names hold a hash of their content, so they never change; an old name gives 404. */
    assets(path: string[]): Promise<void>;
  }
}

export namespace guest {
  export interface ServiceClient {
    /** Adds a kind of room that the property sells. The code keeps a repeat from adding it again. */
    addRoomType(params: api.AddRoomTypeRequest): Promise<contract.RoomType>;
    /** Adds a room. The number keeps a repeat from adding it again. */
    addRoom(params: api.AddRoomRequest): Promise<contract.Room>;
    /** Gives the reservation a room for all its nights (G1), of whatever type; or takes it away. */
    assignRoom(id: string, params: api.AssignRoomRequest): Promise<contract.Reservation>;
    /** Checks a list of guests in, each row by itself: what is good is done, what is not says why and may be sent again (G11). */
    bulkCheckIn(params: api.BulkCheckInRequest): Promise<api.BulkCheckInResponse>;
    /** Cancels a reservation before its check-in; its room can be sold at once. */
    cancelReservation(id: string, params: api.CancelReservationRequest): Promise<contract.Reservation>;
    /** Guest in, room occupied (G4). */
    checkIn(id: string, params: api.CheckInRequest): Promise<contract.Reservation>;
    /** Guest out: the room is vacant and dirty, and nights that are left can be sold (G5). */
    checkOut(id: string, params: api.CheckOutRequest): Promise<contract.Reservation>;
    /** Notes what a guest asks for (G12). */
    createRequest(params: api.CreateRequestRequest): Promise<contract.ServiceRequest>;
    /** Makes a reservation (G3). Its room is assigned later, or with the check-in. */
    createReservation(params: api.CreateReservationRequest): Promise<contract.Reservation>;
    /** Changes what the request names; what it does not name stays. The room that is assigned must be free on new nights (G1). */
    editReservation(id: string, params: api.EditReservationRequest): Promise<contract.Reservation>;
    /** One list with what became of its rows. */
    getCheckinBatch(id: string): Promise<api.GetCheckinBatchResponse>;
    /** One service request. */
    getRequest(id: string): Promise<contract.ServiceRequest>;
    /** One reservation. One that the caller may not see and one that does not exist give the same answer. */
    getReservation(id: string): Promise<contract.Reservation>;
    /** Lists of guests that were checked in together, the newest first. */
    listCheckinBatches(params: api.ListCheckinBatchesRequest): Promise<api.ListCheckinBatchesResponse>;
    /** Who has seen a document's whole number, when and why; the newest first. */
    listDocumentViews(id: string, params: api.ListDocumentViewsRequest): Promise<api.ListDocumentViewsResponse>;
    /** Documents of a property's guests with their numbers masked, the oldest first. */
    listDocuments(params: api.ListDocumentsRequest): Promise<api.ListDocumentsResponse>;
    /** What guests of a property ask for, newest first. */
    listRequests(params: api.ListRequestsRequest): Promise<api.ListRequestsResponse>;
    /** Reservations of one property, by the guest's name: arrivals, in-house, departures, or all. */
    listReservations(params: api.ListReservationsRequest): Promise<api.ListReservationsResponse>;
    /** What kinds of rooms the property sells, by code. */
    listRoomTypes(params: api.ListRoomTypesRequest): Promise<api.ListRoomTypesResponse>;
    /** Rooms of one property by number, with their state. */
    listRooms(params: api.ListRoomsRequest): Promise<api.ListRoomsResponse>;
    /** Notes that nobody came, from the day of the arrival on; the room can be sold at once. */
    markNoShow(id: string, params: api.MarkNoShowRequest): Promise<contract.Reservation>;
    /** Records a document that the guest has shown (G9). The answer holds the masked number. */
    recordDocument(id: string, params: api.RecordDocumentRequest): Promise<contract.IdDocument>;
    /** The whole number of a document. Each view is noted with who, when and why before the number is given (G10). */
    revealDocument(id: string, params: api.RevealDocumentRequest): Promise<api.RevealDocumentResponse>;
    /** Changes a room's housekeeping, its service, or both; occupancy changes by check-in and check-out alone. */
    setRoomState(id: string, params: api.SetRoomStateRequest): Promise<contract.Room>;
    /** Takes a service request one step on (G12). */
    stepRequest(id: string, params: api.StepRequestRequest): Promise<contract.ServiceRequest>;
    /** Takes a check-in of the open business date back: the stay is assigned again, the room vacant. */
    undoCheckIn(id: string, params: api.UndoCheckInRequest): Promise<contract.Reservation>;
    /** Takes a check-out of the open business date back: the guest is in the house again, and the room occupied, if it can be had. */
    undoCheckOut(id: string, params: api.UndoCheckOutRequest): Promise<contract.Reservation>;
  }
}

export namespace identity {
  export interface ServiceClient {
    /** Sets what a person may do at a property (I9). It holds from the next request on; open streams follow within a second. */
    assignRoles(personId: string, propertyId: number, params: api.AssignRolesRequest): Promise<api.AssignRolesResponse>;
    /** Changes the caller's password and ends all other logins: a stolen one is worth nothing from now on (I10). */
    changePassword(params: api.ChangePasswordRequest): Promise<api.ChangePasswordResponse>;
    /** A ticket that opens one stream or download within 30 s, so that no access token has to stand in a URL. */
    createTicket(): Promise<contract.Ticket>;
    /**
     * Keeps a person out, or lets them in again: all logins end, open streams within a second. The roles stay, for what was recorded.
     * Needs the right to assign all roles that the person has, at every property where they have one (I9).
     */
    disablePerson(personId: string, params: api.DisablePersonRequest): Promise<api.DisablePersonResponse>;
    /** Says how a property looks to its guests (I12). */
    editBranding(params: api.EditBrandingRequest): Promise<contract.Branding>;
    /** Renames a property (I12). */
    editProperty(propertyId: number, params: api.EditPropertyRequest): Promise<contract.PropertyFacts>;
    /** Ends one of the caller's logins, on a device that was lost or left behind: its streams end within a second. */
    endLogin(id: string): Promise<void>;
    /** How a property looks to its guests. Followed by the stream `branding`. */
    getBranding(params: api.GetBrandingRequest): Promise<contract.Branding>;
    /** The caller's logins that hold, the last used first. */
    listLogins(): Promise<api.ListLoginsResponse>;
    /** The names behind person ids such as `recordedBy`: everyone with a role at a property that the caller may see. */
    listPeople(): Promise<api.ListPeopleResponse>;
    /** The facts of the properties that the caller may see. Followed by the stream `properties`. */
    listProperties(): Promise<api.ListPropertiesResponse>;
    /** Who may do what at a property, former colleagues without roles too. Followed by the stream `users`. */
    listUsers(params: api.ListUsersRequest): Promise<api.ListUsersResponse>;
    /** Logs a person in. An unknown address and a wrong password give the same answer in the same time; failures are limited. */
    login(params: api.LoginRequest): Promise<contract.TokenPair>;
    /** Ends the caller's login: its access and refresh tokens are refused from the next request on, its streams end within about a second. */
    logout(): Promise<void>;
    /** The caller, the organisation, and each property that the caller may see with what is allowed there. */
    me(): Promise<contract.Me>;
    /**
     * Changes a refresh token for a new pair. The same token once more within 30 s gets the same next refresh token (two tabs, a lost
     * answer); later it is taken for a copy, and the login ends.
     */
    refresh(params: api.RefreshRequest): Promise<contract.TokenPair>;
  }
}

export namespace realtime {
  export interface ServiceClient {
    /**
     * The log of the caller's organisation, for whoever wants to verify it by recomputing: all channels, whole. So it needs the permission at
     * every property that has events. Payloads come with those channels that the caller may see. `npm run audit` is its client.
     */
    auditLog(params: api.AuditRequest): Promise<api.AuditResponse>;
    /** The dictionary of `deflate-dict-1` (RT20): the same bytes for everybody and for ever, so that one fetch serves a browser for good. */
    deflateDictionary(method: "GET", body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /**
     * What the process that answers has done for the caller's organisation since it started: only on streams of people who see no
     * other properties than those at which the caller may see metrics.
     */
    getMetrics(): Promise<api.RealtimeMetrics>;
    /** How the stream of the caller's organisation is, for whoever looks after it. */
    getOperations(): Promise<api.Operations>;
    /** Whether this process can do its work; 503 `unavailable` with the same checks in its details when it cannot. */
    health(): Promise<api.HealthResponse>;
    /** Messages of the caller's organisation that could not be sequenced, oldest first. They hold nothing up. */
    listParked(params: api.ListParkedRequest): Promise<api.ListParkedResponse>;
    /** The structures of `msgpack-1` (RT28) as JSON: the same for everybody and for ever. */
    msgpackStructures(method: "GET", body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /**
     * The stream for clients that cannot hold a connection (RT28): `services=finance,guest&version=1&lastSeq=&epoch=&properties=&waitMs=`, as in the
     * handshake. Answers `{"frames":[…],"cursor":{"epoch","seq"},"more"}`, at once or, with `waitMs`, as soon as something new came. Send the
     * ETag of the last answer as `If-None-Match`: 304 when nothing is new, and the ack is not repeated. With `encoding=deflate-dict-1` an
     * answer worth it comes compressed, with `Accept: application/vnd.msgpack` as MessagePack.
     */
    poll(method: "GET", body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /**
     * Whether requests should be sent to this process: 200 when every check is fine, 503 with the checks when not. With `?waitMs=` (at most
     * 10 000) it answers as soon as it is ready, so that who starts a process need not ask in a loop.
     */
    ready(method: "GET", body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /** Tries parked messages again. Those that are sequenced come at the end of the log and are no longer parked; doing it twice does no harm. */
    replayParked(params: api.ReplayParkedRequest): Promise<api.ReplayParkedResponse>;
    /** How long the events of the caller's organisation are kept. */
    getRetention(): Promise<api.Retention>;
    /** Sets how long the events of the caller's organisation are kept, and answers with it. Needs the permission at every property that has events. */
    setRetention(params: api.SetRetentionRequest): Promise<api.Retention>;
    /**
     * Figures of this process for Prometheus. Open in development; elsewhere it needs `Authorization: Bearer` with the value of
     * LOBBY_SCRAPE_TOKEN, and does not exist while that is unset.
     */
    scrape(method: "GET", body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /**
     * The stream as server-sent events (RT27): `services=finance,guest&version=1&lastSeq=&epoch=&properties=`, as in the handshake; `Last-Event-ID`
     * wins over the address. A browser's EventSource sends no headers, so a ticket or token may stand in the address. Ends after about a
     * minute; any server goes on from the last event id.
     */
    sse(method: "GET", body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /** The events of the caller's organisation, live and replayed, as SPEC.md says. */
    stream(): Promise<StreamInOut<api.ClientMessage, api.ServerMessage>>;
    /**
     * What became of event `seq`, and why a client did or did not see it. Answered from the log, which all processes share, and from the
     * connections of the process that answers: those of people who see no other properties than the ones that the caller operates.
     */
    trace(params: api.TraceRequest): Promise<api.TraceResponse>;
  }
}

export namespace reports {
  export interface ServiceClient {
    /** Key figures and revenue of a span of business dates. Changes with the streams `dashboard` and `analytics`. */
    getAnalytics(params: api.GetAnalyticsRequest): Promise<api.GetAnalyticsResponse>;
    /** What a property's open day adds up to now. Followed by the stream `dashboard`. */
    getDashboard(params: api.GetDashboardRequest): Promise<api.GetDashboardResponse>;
    /** Business dates of a property as they ended, newest first. Followed by the stream `reports`. */
    listDayReports(params: api.ListDayReportsRequest): Promise<api.ListDayReportsResponse>;
    /** Key figures of a property's business dates, newest first. Followed by the stream `analytics`. */
    listFigures(params: api.ListFiguresRequest): Promise<api.ListFiguresResponse>;
  }
}

export namespace staff {
  export interface ServiceClient {
    /** Takes a handover over: somebody else who is on duty at the property. The first one's name stays; a repeat changes nothing (S5). */
    acknowledgeHandover(id: string): Promise<contract.Handover>;
    /** Adds somebody to the staff of a property (S1). */
    addMember(params: api.AddMemberRequest_2): Promise<contract.StaffMember>;
    /** Clocks in or out. An accepted shift that runs or begins within the hour starts with it, and ends with clocking out (S4). */
    clock(params: api.ClockRequest): Promise<contract.Attendance>;
    /** Makes a task, and assigns it where a member is given (S6). */
    createTask(params: api.CreateTaskRequest): Promise<contract.Task>;
    /** Changes what is known of a member (S1, S2). */
    editMember(id: string, params: api.EditMemberRequest): Promise<contract.StaffMember>;
    /** Plans a shift anew that nobody has begun. One that was accepted becomes published again: its member accepts what it is now (S3). */
    editShift(id: string, params: api.EditShiftRequest): Promise<contract.Shift>;
    /** Says anew what is to be done; who has the task keeps it (S6). */
    editTask(id: string, params: api.EditTaskRequest): Promise<contract.Task>;
    /** One task with its history. One that the caller may not see and one that does not exist give the same answer. */
    getTask(id: string): Promise<api.GetTaskResponse>;
    /** Who was on duty when, newest first. */
    listAttendance(params: api.ListAttendanceRequest): Promise<api.ListAttendanceResponse>;
    /** Handovers of a property, newest first. */
    listHandovers(params: api.ListHandoversRequest): Promise<api.ListHandoversResponse>;
    /** The staff of a property, by name. */
    listMembers(params: api.ListMembersRequest): Promise<api.ListMembersResponse_2>;
    /** Who is on duty at a property now, longest first. */
    listOnDuty(params: api.ListOnDutyRequest): Promise<api.ListOnDutyResponse>;
    /** Shifts of a property, by their begin; drafts for who plans alone (S3). */
    listShifts(params: api.ListShiftsRequest): Promise<api.ListShiftsResponse>;
    /** Tasks of a property, newest first. */
    listTasks(params: api.ListTasksRequest): Promise<api.ListTasksResponse>;
    /** Plans a shift as a draft, which its member sees once it is published (S3). */
    planShift(params: api.PlanShiftRequest): Promise<contract.Shift>;
    /** Takes a shift one step on. Its own member accepts, starts and ends it; whoever plans shifts takes any step (S3). */
    stepShift(id: string, params: api.StepShiftRequest): Promise<contract.Shift>;
    /** Takes a task one step on. Whose it is accepts, starts and finishes it; whoever manages tasks takes any step (S6). */
    stepTask(id: string, params: api.StepTaskRequest): Promise<contract.Task>;
    /** Leaves a note to the next shift (S5). */
    writeHandover(params: api.WriteHandoverRequest): Promise<contract.Handover>;
  }
}

export namespace uploads {
  export interface ServiceClient {
    /**
     * Gives files of the caller to an expense, a guest's document, a task or a message of theirs, all or none. A repeat changes nothing. From
     * then on who may read the subject may read them (U8, U10).
     */
    attachToSubject(kind: string, id: string, params: api.AttachToSubjectRequest): Promise<api.AttachToSubjectResponse>;
    /** A link to the bytes of a file, good for five minutes and for the caller's rights: who loses them loses the link (U8). */
    createLink(id: string, params: api.CreateLinkRequest): Promise<api.CreateLinkResponse>;
    /**
     * Begins an upload by tus 1.0.0: `Upload-Length`, and `Upload-Metadata` with `purpose`, `propertyId` and `name` (or `filename`), optionally
     * `type` (or `filetype`). The answer's `Location` takes the bytes; a body of type application/offset+octet-stream is their beginning.
     */
    createTusUpload(method: "POST", body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /** What tus asks for by OPTIONS, which no code of an Encore application ever sees: version, extensions and the largest size, in headers. */
    describeTus(method: "GET", body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /** Erases a file of one's own that belongs to nothing yet: its bytes, its thumbnail and its name. What it belongs to erases it later. */
    eraseFile(id: string): Promise<contract.FileInfo>;
    /** The bytes behind a link of `POST /uploads/files/:id/link`, whole or by `Range`. */
    getContent(method: "GET" | "HEAD", id: string, body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /** One file, with its name for who may read it; to who may not know of it there is none. */
    getFile(id: string): Promise<contract.FileInfo>;
    /** What each purpose allows: types by extension, and bytes. */
    getLimits(): Promise<api.GetLimitsResponse>;
    /**
     * Files of one property, newest first. Guests' documents and chat attachments of others are there for who holds uploads.restricted.read;
     * what is in a file is another question (`POST /uploads/files/:id/link`).
     */
    listFiles(params: api.ListFilesRequest): Promise<api.ListFilesResponse>;
    /** The files of an expense, a guest's document, a task or a message, for who may see that. */
    listSubjectFiles(kind: string, id: string): Promise<api.ListSubjectFilesResponse>;
    /** Who was given the bytes of a guest's document or a chat attachment, for who holds uploads.restricted.read. */
    listViews(id: string): Promise<api.ListViewsResponse>;
    /**
     * One upload by tus 1.0.0: HEAD tells how many bytes are stored, PATCH brings more from there on, DELETE gives it up. Where those methods
     * do not get through, POST with `X-HTTP-Method-Override` stands for them.
     */
    tusUpload(method: "DELETE" | "HEAD" | "PATCH" | "POST", id: string, body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /**
     * A file of at most 8 MiB as the body of one request: `purpose`, `propertyId` and `name` stand in the query, the type in Content-Type.
     * Answers once the file is checked: 201 with the file, or why it was refused. `Idempotency-Key` makes a repeat safe.
     */
    uploadDirect(method: "POST", body?: RequestInit["body"], options?: CallParameters): Promise<globalThis.Response>;
    /**
     * One upload over a WebSocket. The sender begins with `{type: "start", purpose, propertyId, name, size}` or `{type: "resume", uploadId}`;
     * after `ready` it sends `{type: "chunk", offset, data}` (base64) and stays within the window behind the last `ack`; `{type: "flush"}`
     * asks for an `ack` now. `done` brings the file after its check, `error` the reason why it ends.
     */
    uploadStream(): Promise<StreamInOut<api.SenderMessage, engine.UploadStreamMessage>>;
  }
}

export namespace api {
  export interface AddMemberRequest {
    personId: string;
    /** `member` unless given. */
    role?: contract.MemberRole;
    /** Sees internal messages: unless given, whoever may see them at the property. */
    isInternal?: boolean;
  }

  export interface AddMemberRequest_2 {
    propertyId: number;
    /** At most 100 characters. */
    name: string;
    department: contract.Department;
    /** At most 100 characters. */
    position?: string;
    /** At most 32 characters; unique at the property. */
    employeeNo?: string;
    /** The login of this member; one login is one active member at a property. */
    personId?: string;
    /** A repeat with the same key gets the first answer and adds nobody. */
    idempotencyKey?: string;
  }

  export interface AddRoomRequest {
    propertyId: number;
    /** At most 16 characters, unique at the property: `204`. */
    number: string;
    /** Code of the room type. */
    roomType: string;
    floor?: number;
    /** `clean` unless given. */
    housekeeping?: contract.Housekeeping;
  }

  export interface AddRoomTypeRequest {
    propertyId: number;
    /** At most 16 characters, unique at the property: `DBL`. */
    code: string;
    /** At most 80 characters; the code unless given. */
    name?: string;
    /** Adults that it is made for; 2 unless given. */
    capacity?: number;
  }

  export interface AssignRolesRequest {
    /** All roles that the person has there from now on; none take the property away. */
    roles: contract.Role[];
  }

  export interface AssignRolesResponse {
    personId: string;
    propertyId: number;
    roles: contract.Role[];
  }

  export interface AssignRoomRequest {
    /** The version that the change is based on. */
    version: number;
    /** Null takes the room away. */
    roomId: string | null;
    idempotencyKey?: string;
  }

  export interface AttachToSubjectRequest {
    /** The caller's own, ready, uploaded for what such a subject takes. */
    fileIds: string[];
  }

  export interface AttachToSubjectResponse {
    files: contract.FileInfo[];
  }

  export interface AuditRequest {
    /** `upTo` of the page before; 0 or absent begins with the oldest kept event. */
    after?: number;
    /** `head` of the first page, so that all pages together are the log as it stood then. */
    head?: number;
  }

  export interface AuditResponse {
    epoch: string;
    /** Where the log ended when the audit began. */
    head: number;
    /** Events at or below it may be gone. */
    keptAfter: number;
    /** What is claimed of each channel when this page was read: of the first page, at `head`. */
    channels: { [key: string]: {
      n: number;
      digest: string;
    } };
    /** Ascending seq, all channels of the organisation. */
    events: api.AuditedRow[];
    /** The log was looked through up to it. */
    upTo: number;
    hasMore: boolean;
  }

  export interface AuditedRow {
    seq: number;
    channel: string;
    n: number;
    digest: string;
    id: string;
    type: string;
    /** Payload hash. */
    hash: string;
    /** JSON of the payload; null when it was erased; absent for channels that the caller may not see. */
    data?: string | null;
  }

  export interface BeginVisitRequest {
    /** Of the property's widget. */
    site_key: string;
    /** What the visitor is called, at most 100 characters. */
    name?: string;
  }

  export interface BeginVisitResponse {
    /** Send it as `X-Widget-Token`. It is shown this once. */
    token: string;
    /** Unless it is used until then, which lets it last anew. */
    expires_at: string;
    conversation: {
      id: string;
      visitor_name: string | null;
      created_at: string;
    };
  }

  export interface BulkCheckInRequest {
    propertyId: number;
    /** 1 to 64 letters, digits or . : _ -. The same key is the same batch; the Idempotency-Key, or a new one, unless given. */
    batchKey?: string;
    /** Says what would become of the rows, and keeps nothing. */
    dryRun?: boolean;
    /** With `documents`, 1 to 200. */
    rows?: api.BulkCheckInRow[];
    /** Documents outside of rows: each is a row of its own. */
    documents?: api.BulkDocument[];
    idempotencyKey?: string;
  }

  export interface BulkCheckInResponse {
    /** Null for a dry run. */
    batchId: string | null;
    batchKey: string;
    dryRun: boolean;
    /** Of the rows of this request. */
    ok: number;
    failed: number;
    documents: number;
    /** In the order of the request. */
    results: api.BulkRowResult[];
  }

  /** A guest who moves in: of a reservation, or with a new stay; or somebody who shows documents alone. */
  export interface BulkCheckInRow {
    /** Names the row within its batch; its number unless given. */
    rowKey?: string;
    /** Confirmation number or id; then only room, force and documents count. */
    reservation?: string;
    /** Number of the room; the assigned one unless given. */
    room?: string;
    /** Into a dirty room all the same; needs the permission guest.checkin.force. */
    force?: boolean;
    guestName?: string;
    guestEmail?: string;
    guestPhone?: string;
    isVip?: boolean;
    /** Code; the room's own unless given. */
    roomType?: string;
    /** YYYY-MM-DD; the business date unless given. */
    arrival?: string;
    departure?: string;
    adults?: number;
    nightlyRateMinor?: number;
    currency?: string;
    eta?: string;
    notes?: string;
    /** At most 10. */
    documents?: api.BulkDocument[];
  }

  /** Either name of a field is taken. */
  export interface BulkDocument {
    /** passport unless given; also id_card, driving_licence, residence_permit, other. */
    type?: string;
    documentType?: string;
    country?: string;
    number?: string | number;
    documentNumber?: string | number;
    /** YYYY-MM-DD. */
    expiresOn?: string;
    expiryDate?: string;
    /** Outside of rows: whose it is. */
    guestName?: string;
    name?: string;
    /** Outside of rows: the reservation that it belongs to; its guest moves in unless they have. */
    reservation?: string;
    room?: string;
  }

  export interface BulkRowError {
    path: string;
    code: string;
    message: string;
  }

  export interface BulkRowResult {
    /** Place in the request, from 1. */
    row: number;
    rowKey: string;
    status: "ok" | "error";
    reservationId: string | null;
    confirmation: string | null;
    guestName: string | null;
    roomNumber: string | null;
    documents: number;
    /** Names the rule that said no; null when the row is done. */
    reason: string | null;
    /** Paths are those of the row: `documents[0].number`. */
    errors: api.BulkRowError[];
  }

  export interface CancelReservationRequest {
    /** The version that the change is based on. */
    version: number;
    idempotencyKey?: string;
  }

  export interface ChangeMemberRequest {
    /** The version of the membership that the change is based on. */
    version: number;
    /** Unchanged unless given, as `isInternal`. */
    role?: contract.MemberRole;
    isInternal?: boolean;
  }

  export interface ChangePasswordRequest {
    currentPassword: string;
    /** At least 10 characters; no other rules. */
    newPassword: string;
  }

  export interface ChangePasswordResponse {
    /** Other logins of this person that ended; this one goes on. */
    endedLogins: number;
  }

  export interface CheckDayRequest {
    propertyId: number;
  }

  export interface CheckDayResponse {
    /** The open day, YYYY-MM-DD. */
    businessDate: string;
    /** What a close of it would look at, now. */
    checks: contract.DayCheck[];
    /** The close that has begun and not ended; null mostly. */
    running: contract.DayClose | null;
  }

  export interface CheckInRequest {
    /** The version that the change is based on. */
    version: number;
    /** Another room than the assigned one, or the room where none is assigned. */
    roomId?: string;
    /** Into a dirty room all the same; needs the permission guest.checkin.force. */
    force?: boolean;
    idempotencyKey?: string;
  }

  export interface CheckOutRequest {
    /** The version that the change is based on. */
    version: number;
    idempotencyKey?: string;
  }

  export interface CheckinBatchItem {
    row: number;
    rowKey: string;
    status: "ok" | "error";
    reservationId: string | null;
    confirmation: string | null;
    guestName: string | null;
    roomNumber: string | null;
    documents: number;
    reason: string | null;
    errors: api.CheckinItemError[];
  }

  export interface CheckinItemError {
    path: string;
    code: string;
    message: string;
  }

  /** A message to send. */
  export interface ClientFrame {
    content: string;
    /** True unless given. */
    is_public?: boolean;
    reply_to_id?: string;
    /** The sender's own name for it: sent again under it, it is the same message. */
    client_id?: string;
  }

  /** What a client sends, as loose as it can be declared: Encore drops what does not fit, and a bad handshake deserves an answer. */
  export interface ClientMessage {
    type?: any;
    services?: any;
    version?: any;
    lastSeq?: any;
    epoch?: any;
    properties?: any;
    encodings?: any;
    coalesce?: any;
    ack?: any;
    seq?: any;
    ticket?: any;
    token?: any;
  }

  export interface ClockRequest {
    propertyId: number;
    kind: "in" | "out";
    /** Somebody else, by who manages the staff; the caller unless given. */
    memberId?: string;
    /** A repeat with the same key gets the first answer and clocks nobody. */
    idempotencyKey?: string;
  }

  export interface CloseCashSessionRequest {
    /** The version whose variance is accepted. */
    version: number;
    /** Why; required above one's limit; at most 500 characters. */
    reason?: string;
    /** A repeat with the same key gets the first answer and accepts nothing. */
    idempotencyKey?: string;
  }

  export interface CloseDayRequest {
    propertyId: number;
    /** The open day, YYYY-MM-DD; the same again goes on with its close, or gives it once it is closed. */
    businessDate: string;
    /** Passes over what the checks find open; at most 500 characters. */
    reason?: string;
  }

  export interface ConnectionTrace {
    connectionId: string;
    personId: string;
    sessionId: string;
    client: string;
    phase: string;
    openedAt: string;
    closedAt: string | null;
    /** Everything of its audience up to it was sent. */
    cursor: number | null;
    /** The client has processed everything up to it; null when it does not acknowledge. */
    acknowledged: number | null;
    verdict: string;
    /** When the event was sent; null when it was not, or the time is not known any more. */
    sentAt: string | null;
    /** The verdict, for a person. */
    words: string;
  }

  export interface CountCashSessionRequest {
    /** The version that was counted. */
    version: number;
    /** Everything that is in the drawer, in minor units (cents). */
    countedMinor: number;
    /** A repeat with the same key gets the first answer and counts nothing. */
    idempotencyKey?: string;
  }

  export interface CreateLinkRequest {
    /** `file` unless given. */
    as?: "file" | "thumbnail";
  }

  export interface CreateLinkResponse {
    /** A path of this server that gives the bytes without a login. */
    url: string;
    /** RFC 3339. */
    endsAt: string;
  }

  export interface CreateRequestRequest {
    propertyId: number;
    /** What the guest asks for; at most 500 characters. */
    wish: string;
    /** `other` unless given. */
    category?: contract.RequestCategory;
    /** `desk` unless given. */
    channel?: contract.RequestChannel;
    /** The room's number; that of the stay unless given. */
    room?: string;
    /** Of the guest who asks. */
    reservationId?: string;
    /** RFC 3339: the time that was promised. Otherwise within 15 minutes (information), 30 (housekeeping, food) or 60. */
    dueAt?: string;
    /** A repeat with the same key gets the first answer and makes nothing. */
    idempotencyKey?: string;
  }

  export interface CreateReservationRequest {
    propertyId: number;
    /** At most 120 characters. */
    guestName: string;
    guestEmail?: string;
    guestPhone?: string;
    isVip?: boolean;
    /** Code of the room type. */
    roomType: string;
    /** First night, YYYY-MM-DD; the business date unless given. */
    arrival?: string;
    /** The morning after the last night. */
    departure: string;
    /** 1 unless given, at most 20. */
    adults?: number;
    /** For one night, in minor units; 0 unless given. */
    nightlyRateMinor?: number;
    /** ISO 4217; the property's own unless given. */
    currency?: string;
    /** Expected time of arrival, HH:MM. */
    eta?: string;
    /** At most 1,000 characters. */
    notes?: string;
    /** A repeat with the same key gets the first answer and makes nothing. */
    idempotencyKey?: string;
  }

  export interface CreateRoomRequest {
    propertyId: number;
    /** At most 100 characters. */
    name: string;
    /** Beside the caller, who becomes its admin. */
    members?: api.NewMember[];
    idempotencyKey?: string;
  }

  export interface CreateTaskRequest {
    propertyId: number;
    /** What is to be done; at most 200 characters. */
    title: string;
    /** `other` unless given. */
    kind?: contract.TaskKind;
    /** `normal` unless given. */
    priority?: contract.TaskPriority;
    /** The room's number; at most 16 characters. */
    room?: string;
    /** At most 2000 characters. */
    notes?: string;
    /** RFC 3339. */
    dueAt?: string;
    /** Member of the staff; nobody's unless given. */
    assigneeId?: string;
    /** A repeat with the same key gets the first answer and makes nothing. */
    idempotencyKey?: string;
  }

  export interface Credentials {
    authorization?: string;
    /** An access token in the URL, for clients that cannot set headers on a stream. */
    access_token?: string;
    /** A one-use ticket of `POST /realtime/ticket`. */
    ticket?: string;
  }

  export interface DisablePersonRequest {
    /** False lets the person log in again, with the roles of before. */
    disabled: boolean;
  }

  export interface DisablePersonResponse {
    personId: string;
    disabled: boolean;
  }

  export interface EditBrandingRequest {
    propertyId: number;
    /** The version that the change was decided on; 0 when nobody has said so yet. */
    version: number;
    displayName: string;
    /** `#rrggbb`. */
    accentColour: string;
  }

  export interface EditMemberRequest {
    /** The version that the change was decided on. */
    version: number;
    name: string;
    department: contract.Department;
    position?: string;
    employeeNo?: string;
    /** Stays unless given. `left` keeps the member out of plans and tasks from now on; what was stays. */
    status?: contract.MemberStatus;
  }

  export interface EditMessageRequest {
    /** The version that the edit is based on. */
    version: number;
    /** At most 5,000 characters; unchanged unless given, as `isPublic`. */
    content?: string;
    isPublic?: boolean;
  }

  export interface EditPropertyRequest {
    /** The version that the change was decided on. */
    version: number;
    name: string;
  }

  export interface EditReservationRequest {
    /** The version that the change is based on. */
    version: number;
    guestName?: string;
    /** Null empties it, as with the others. */
    guestEmail?: string | null;
    guestPhone?: string | null;
    isVip?: boolean;
    arrival?: string;
    departure?: string;
    adults?: number;
    nightlyRateMinor?: number;
    currency?: string;
    eta?: string | null;
    notes?: string | null;
    idempotencyKey?: string;
  }

  export interface EditShiftRequest {
    /** The version that the change was decided on. */
    version: number;
    department: contract.Department;
    startsAt: string;
    endsAt: string;
    breakMinutes?: number;
    note?: string;
    /** Nobody unless given. */
    memberId?: string;
  }

  export interface EditTaskRequest {
    /** The version that the change was decided on. */
    version: number;
    title: string;
    /** Stays unless given, as the priority does. */
    kind?: contract.TaskKind;
    priority?: contract.TaskPriority;
    /** None unless given, as with notes and dueAt. */
    room?: string;
    notes?: string;
    dueAt?: string;
  }

  export interface EditWidgetRequest {
    propertyId: number;
    /** The version that the change was decided on; 0 when there is no widget yet. */
    version: number;
    isOn: boolean;
    /** True takes another key, which the website must be given; conversations that have begun go on. */
    renewKey?: boolean;
  }

  export interface EventTrace {
    service: string;
    channel: string;
    propertyId: number | null;
    class: string;
    /** These three are null when the caller may not see the channel. */
    id: string | null;
    type: string | null;
    entity: string | null;
    /** Position in the channel. */
    n: number;
    /** Made by its service, which commits it right after. RFC 3339. */
    madeAt: string;
    /** Number of the batch of its service with which it came; null when that is not known. */
    batchNo: number | null;
    /** Brought into the log, by the clock of the database; null when that is not known. */
    sequencedAt: string | null;
    /** The process that did so. */
    sequencedBy: string | null;
  }

  export interface GetAnalyticsRequest {
    propertyId: number;
    /** First business date, YYYY-MM-DD; 13 days before the last unless given. */
    from?: string;
    /** Last business date, at most 91 days after the first; the open day unless given. */
    to?: string;
  }

  export interface GetAnalyticsResponse {
    /** What the dates add up to together. */
    span: contract.SpanFigures;
    /** Each date that something is known of, oldest first. */
    days: contract.SpanDay[];
    /** How each number comes about. */
    definitions: contract.KpiDefinition[];
  }

  export interface GetBrandingRequest {
    propertyId: number;
  }

  export interface GetCashSessionResponse {
    session: contract.CashSession;
    /** What went through the drawer, by way; empty until it is counted. */
    flows: contract.CashFlowTotal[];
  }

  export interface GetCheckinBatchResponse {
    batch: contract.CheckinBatch;
    /** What became of every row that was ever sent with its key, in their order. */
    items: api.CheckinBatchItem[];
  }

  export interface GetDashboardRequest {
    propertyId: number;
  }

  export interface GetDashboardResponse {
    dashboard: contract.Dashboard;
    /** How each number comes about. */
    definitions: contract.KpiDefinition[];
    /** Which batches of each stream are in the numbers: all up to that one. Read before the numbers, which may hold more. */
    applied: store.Applied[];
  }

  export interface GetDayCloseResponse {
    close: contract.DayClose;
    /** By currency and account; empty until it is balanced. */
    trialBalance: contract.TrialBalanceLine[];
  }

  export interface GetLimitsResponse {
    purposes: api.PurposeLimits[];
  }

  export interface GetRevenueTotalsRequest {
    propertyId: number;
    /** YYYY-MM-DD; the property's open day unless given. */
    businessDate?: string;
  }

  export interface GetRevenueTotalsResponse {
    businessDate: string;
    /** By source and currency; sources without revenue are left out. */
    totals: contract.RevenueTotal[];
  }

  export interface GetRoomMessagesRequest {
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `next` of the page after this one. */
    before?: string;
  }

  export interface GetRoomMessagesResponse {
    /** Oldest first. */
    messages: contract.MessageResponse[];
    /** Leads to older ones; null where there are none. */
    next: string | null;
  }

  export interface GetTaskResponse {
    task: contract.Task;
    /** What became of it, first to last. */
    steps: contract.TaskStep[];
  }

  export interface GetWidgetRequest {
    propertyId: number;
  }

  export interface Handshake {
    /** Of the seed's address, and believed by nobody: who connects is known by their credential. */
    user_email?: string;
    user_name?: string;
  }

  export interface HealthResponse {
    status: "ok";
    version: string;
    checks: { [key: string]: platform.Health };
  }

  export interface ListActivityRequest {
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListActivityResponse {
    data: contract.Activity[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListAttendanceRequest {
    propertyId: number;
    /** RFC 3339; the attendances that touch the time from here …; the begin of the property's open day unless given. */
    from?: string;
    /** … to here; a day after `from` unless given, at most 62 days after it. */
    to?: string;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListAttendanceResponse {
    data: contract.Attendance[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListCashSessionsRequest {
    propertyId: number;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
    state?: contract.CashSessionState;
    /** Person id. */
    cashierId?: string;
    /** First business date, YYYY-MM-DD. */
    from?: string;
    /** Last business date, YYYY-MM-DD. */
    to?: string;
  }

  export interface ListCashSessionsResponse {
    data: contract.CashSession[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListCheckinBatchesRequest {
    propertyId: number;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListCheckinBatchesResponse {
    data: contract.CheckinBatch[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListConversationsRequest {
    /** Rooms of this property alone; every conversation unless given. */
    propertyId?: number;
    /** Everything but visitors unless given. */
    kind?: contract.ConversationKind;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListConversationsResponse {
    data: contract.ConversationView[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListDayClosesRequest {
    propertyId: number;
    /** The close of that day alone, YYYY-MM-DD. */
    businessDate?: string;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListDayClosesResponse {
    data: contract.DayClose[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListDayReportsRequest {
    propertyId: number;
    /** First business date, YYYY-MM-DD. */
    from?: string;
    /** Last business date. */
    to?: string;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before: the business date of its last row. */
    cursor?: string;
  }

  export interface ListDayReportsResponse {
    data: contract.DayReport[];
    definitions: contract.KpiDefinition[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListDocumentViewsRequest {
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListDocumentViewsResponse {
    data: contract.IdDocumentView[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListDocumentsRequest {
    propertyId: number;
    /** Only those of this reservation. */
    reservationId?: string;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListDocumentsResponse {
    data: contract.IdDocument[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListExpensesRequest {
    propertyId: number;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
    /** First business date, YYYY-MM-DD. */
    from?: string;
    /** Last business date, YYYY-MM-DD. */
    to?: string;
    state?: contract.ExpenseState;
    category?: contract.ExpenseCategory;
    /** Person id. */
    submittedBy?: string;
    /** Part of the vendor, description or bank reference. */
    q?: string;
  }

  export interface ListExpensesResponse {
    data: contract.Expense[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
    /** The most that the caller may approve here, in minor units of the property's currency; null has no limit, 0 is nothing. */
    approvalLimitMinor: number | null;
  }

  export interface ListFiguresRequest {
    propertyId: number;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before: the business date of its last row. */
    cursor?: string;
  }

  export interface ListFiguresResponse {
    data: contract.DayFigures[];
    definitions: contract.KpiDefinition[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListFilesRequest {
    propertyId: number;
    /** Only one's own. */
    mine?: boolean;
    purpose?: contract.FilePurpose;
    state?: contract.FileState;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListFilesResponse {
    data: contract.FileInfo[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListHandoversRequest {
    propertyId: number;
    department?: contract.Department;
    /** True: only those that nobody has acknowledged. */
    open?: boolean;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListHandoversResponse {
    data: contract.Handover[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListLoginsResponse {
    data: contract.Login[];
  }

  export interface ListMembersRequest {
    propertyId: number;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
    status?: contract.MemberStatus;
    department?: contract.Department;
    /** Part of the name or number. */
    q?: string;
  }

  export interface ListMembersResponse {
    data: contract.Member[];
  }

  export interface ListMembersResponse_2 {
    data: contract.StaffMember[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListMessagesRequest {
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListMessagesResponse {
    data: contract.Message[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListOnDutyRequest {
    propertyId: number;
  }

  export interface ListOnDutyResponse {
    data: contract.Attendance[];
  }

  export interface ListParkedRequest {
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListParkedResponse {
    data: api.ParkedMessage[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListPeopleResponse {
    data: contract.PersonName[];
  }

  export interface ListPropertiesResponse {
    data: contract.PropertyFacts[];
  }

  export interface ListRequestsRequest {
    propertyId: number;
    state?: contract.RequestState;
    /** True: only what is still to be done, when no state is given. */
    open?: boolean;
    category?: contract.RequestCategory;
    /** Part of the wish or the room's number. */
    q?: string;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListRequestsResponse {
    data: contract.ServiceRequest[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListReservationsRequest {
    propertyId: number;
    /** One of the desk's lists of the business date (G6); all reservations unless given. */
    view?: contract.DeskView;
    state?: contract.StayState;
    /** Code of the room type. */
    roomType?: string;
    /** Stays with a night from this date on, YYYY-MM-DD. */
    from?: string;
    /** Stays with a night up to this date. */
    to?: string;
    /** Part of the guest's name, the room's number or the confirmation number. */
    q?: string;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListReservationsResponse {
    data: contract.Reservation[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
    /** What the view is of. */
    businessDate: string;
  }

  export interface ListRevenueRequest {
    propertyId: number;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
    /** First business date, YYYY-MM-DD. */
    from?: string;
    /** Last business date, YYYY-MM-DD. */
    to?: string;
    source?: contract.RevenueSource;
    paymentMode?: contract.PaymentMode;
    /** Part of the description or bank reference. */
    q?: string;
  }

  export interface ListRevenueResponse {
    data: contract.Revenue[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListRevisionsResponse {
    /** Oldest first; empty for a message that was never edited, or was deleted. */
    data: contract.MessageRevision[];
  }

  export interface ListRoomTypesRequest {
    propertyId: number;
  }

  export interface ListRoomTypesResponse {
    /** All of them: there are a few. */
    data: contract.RoomType[];
  }

  export interface ListRoomsRequest {
    propertyId: number;
    occupancy?: contract.Occupancy;
    housekeeping?: contract.Housekeeping;
    service?: contract.RoomService;
    /** Code of the room type. */
    roomType?: string;
    /** With freeTo: only rooms that are sold on none of these nights, YYYY-MM-DD. */
    freeFrom?: string;
    /** The morning after the last night. */
    freeTo?: string;
    /** With freeFrom: what is sold to this reservation counts as free. */
    freeForId?: string;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListRoomsResponse {
    data: contract.Room[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListShiftsRequest {
    propertyId: number;
    /** RFC 3339; the shifts that overlap the time from here …; the begin of the property's open day unless given. */
    from?: string;
    /** … to here; a week after `from` unless given, at most 62 days after it. */
    to?: string;
    state?: contract.ShiftState;
    memberId?: string;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListShiftsResponse {
    data: contract.Shift[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListSubjectFilesResponse {
    /** Oldest first, at most 200. Names are there for who may read the files. */
    data: contract.FileInfo[];
    /** The caller may bring more. */
    mayAttach: boolean;
  }

  export interface ListTasksRequest {
    propertyId: number;
    state?: contract.TaskState;
    /** True: only what is still to be done, when no state is given. */
    open?: boolean;
    kind?: contract.TaskKind;
    /** Member of the staff. */
    assigneeId?: string;
    /** RFC 3339: due before it. */
    dueBefore?: string;
    /** Part of title, room or notes. */
    q?: string;
    /** 50 unless given, at most 100. */
    limit?: number;
    /** `nextCursor` of the page before. */
    cursor?: string;
  }

  export interface ListTasksResponse {
    data: contract.Task[];
    /** Null on the last page. */
    nextCursor: string | null;
    hasMore: boolean;
  }

  export interface ListUsersRequest {
    propertyId: number;
  }

  export interface ListUsersResponse {
    data: contract.PropertyUser[];
  }

  export interface ListViewsResponse {
    /** Newest first, at most 100. */
    data: contract.FileView[];
  }

  export interface LoginRequest {
    email: string;
    password: string;
  }

  export interface MarkNoShowRequest {
    /** The version that the change is based on. */
    version: number;
    idempotencyKey?: string;
  }

  export interface MarkReadRequest {
    /** The number of the newest message that was read. */
    upTo: number;
  }

  export interface NewMember {
    personId: string;
    /** `member` unless given. */
    role?: contract.MemberRole;
    /** Sees internal messages: unless given, whoever may see them at the property. */
    isInternal?: boolean;
  }

  export interface OpenCashSessionRequest {
    propertyId: number;
    /** What is in the drawer, in minor units (cents) of the property's currency. */
    floatMinor: number;
    /** A repeat with the same key gets the first answer and opens nothing. */
    idempotencyKey?: string;
  }

  export interface OpenDirectRequest {
    /** A colleague of the organisation. */
    personId: string;
  }

  export interface Operations {
    /** The process that answers; connections, rates and times are its own. */
    instance: string;
    /** RFC 3339, of this answer. */
    at: string;
    /** The newest event of the organisation's log, on all processes. */
    head: number;
    /** Streams of people who see no other properties than those that the caller operates, by what they do. */
    clients: {
      client: string;
      phase: string;
      count: number;
    }[];
    /** Since the process started, on such streams. */
    totals: {
      opened: number;
      delivered: number;
      replayed: number;
      lagged: number;
      resyncs: number;
      refused: number;
    };
    /** Of the last runs of the organisation; null when there was none. */
    latency: {
      runs: number;
      /** From an event's making to its writing to the sockets: half of the runs took at most so long. */
      p50Ms: number;
      p99Ms: number;
    } | null;
    /** Batches of the organisation that wait for this process's next flush. */
    backlogBatches: number;
    /** Services whose batches wait for an earlier one. */
    held: {
      service: string;
      missing: number;
      held: number;
    }[];
    /** Messages of the organisation that could not be sequenced. */
    parked: number;
    /** The organisation's events in memory here. */
    ringBytes: number;
    /** Furthest behind first, at most 20; those that are live and up to date are none. */
    slowest: {
      connectionId: string;
      personId: string;
      client: string;
      phase: string;
      openedAt: string;
      cursor: number;
      behindEvents: number;
      behindMs: number;
    }[];
  }

  export interface ParkedMessage {
    id: number;
    service: string;
    /** The batch that it came in; null when it told none. */
    batchNo: number | null;
    /** What is wrong with it: to be put right in the service that made it, or in what realtime takes. */
    reason: string;
    /** RFC 3339. */
    parkedAt: string;
    /** All null where the event is of a property that the caller does not look after, or cannot be told. */
    events: {
      id: string | null;
      type: string | null;
      propertyId: number | null;
    }[];
    /** As it came, as JSON; null unless all of it is of properties that the caller looks after. */
    payload: string | null;
  }

  export interface PersonPresence {
    personId: string;
    state: "online" | "away" | "offline";
  }

  export interface PersonTrace {
    personId: string;
    mayNowSee: boolean;
    words: string;
  }

  export interface PlanShiftRequest {
    propertyId: number;
    department: contract.Department;
    /** RFC 3339. */
    startsAt: string;
    /** RFC 3339; at most 24 hours behind startsAt. */
    endsAt: string;
    /** Whole minutes, at most 480; 0 unless given. */
    breakMinutes?: number;
    /** At most 500 characters. */
    note?: string;
    /** Nobody yet unless given. */
    memberId?: string;
    /** A repeat with the same key gets the first answer and plans nothing. */
    idempotencyKey?: string;
  }

  export interface PurposeLimits {
    purpose: contract.FilePurpose;
    types: {
      contentType: string;
      extensions: string[];
      maxSize: number;
    }[];
  }

  export interface ReactRequest {
    /** One emoji. */
    emoji: string;
    /** False takes it back. */
    isOn: boolean;
  }

  export interface RealtimeMetrics {
    /** Streams that are past their handshake. */
    activeConnections: number;
    /** Streams opened since the process started. */
    totalConnections: number;
    /** Events sent, counted once per connection. */
    eventsDelivered: number;
    /** Large events that this process compressed when it sequenced them, whoever listens. */
    compressedMessages: number;
    /** Of the events sent, those that were replayed. */
    missedEventsReplayed: number;
    /** Of the events sent, those whose payload a later one made obsolete. */
    coalescedEvents: number;
    /** Times that a stream fell behind what its client reads. */
    laggedStreams: number;
    /** Times that a client was told to fetch its data anew. */
    resyncs: number;
    /** Error frames sent. */
    refusals: number;
    connectionPoolStats: {
      /** Topic subscriptions; they serve all organisations and do not grow with connections. */
      totalSubscriptions: number;
      /** Streams open now, with or without handshake. */
      totalConnections: number;
      /** Organisations of the streams counted: the caller's, or none. */
      totalOrgs: number;
    };
  }

  export interface RecordDocumentRequest {
    /** `passport` unless given; also id_card, driving_licence, residence_permit, other. */
    type?: string;
    /** ISO 3166, two or three letters. */
    country?: string;
    /** 4 to 40 letters and digits; stored encrypted. */
    number: string;
    /** YYYY-MM-DD. */
    expiresOn?: string;
    idempotencyKey?: string;
  }

  export interface RecordRevenueRequest {
    propertyId: number;
    /** In major units, with no more decimals than the currency has: 12.5. Exactly one of amount and amountMinor. */
    amount?: number;
    /** In minor units (cents): 1250. */
    amountMinor?: number;
    /** ISO 4217; the property's own unless given. */
    currency?: string;
    /** `other` unless given. */
    source?: contract.RevenueSource;
    /** `cash` unless given. */
    paymentMode?: contract.PaymentMode;
    /** Only with bank, card and upi; at most 64 characters. */
    bankReference?: string;
    /** At most 500 characters. */
    description?: string;
    /** The day it counts for, YYYY-MM-DD; or an instant, as occurredAt. At most one of the two; neither means now, on the open day. */
    transactionDate?: string;
    /** RFC 3339. */
    occurredAt?: string;
    /** A repeat with the same key gets the first answer and books nothing. */
    idempotencyKey?: string;
  }

  export interface RefreshRequest {
    refreshToken: string;
  }

  export interface RenameConversationRequest {
    /** The version that the change is based on. */
    version: number;
    /** At most 100 characters. */
    name: string;
  }

  export interface ReplayParkedRequest {
    ids: number[];
  }

  export interface ReplayParkedResponse {
    /** One for each id, in their order. */
    data: {
      id: number;
      outcome: "sequenced" | "refused" | "erased" | "not_found";
      /** What is still wrong. */
      reason: string | null;
    }[];
  }

  export interface Retention {
    /** Events can be replayed for so many days. */
    keepDays: number;
    /** Nothing was set. */
    isDefault: boolean;
  }

  export interface RevealDocumentRequest {
    /** Why the number is needed; 3 to 300 characters, kept with the view. */
    reason: string;
  }

  export interface RevealDocumentResponse {
    number: string;
    view: contract.IdDocumentView;
  }

  export interface ReverseRevenueRequest {
    /** Why, at most 500 characters; it is what the further line is described by. */
    reason: string;
    /** A repeat with the same key gets the first answer and takes nothing back. */
    idempotencyKey?: string;
  }

  export interface ScreenNews {
    type: "ready" | "typing" | "presence" | "error";
    conversationId?: string;
    personId?: string;
    /** Of typing: take it for over after this time; 0 when it is over. */
    forMs?: number;
    /** Whose presence is another than what was told before; of whom nothing was told is offline. */
    people?: api.PersonPresence[];
    reason?: string;
  }

  /** What a screen says of its person. */
  export interface ScreenSign {
    /** `active`: they use the screen; say so at most once a minute while they do. */
    type: "typing" | "active";
    /** Where they type. */
    conversationId?: string;
    /** False: what they write is for internal members alone. */
    isPublic?: boolean;
    /** False: they stopped, or sent it. */
    isTyping?: boolean;
  }

  export interface SendMessageRequest {
    /** At most 5,000 characters. */
    content: string;
    /** False: for internal members alone. True unless given. */
    isPublic?: boolean;
    /** A message of the same conversation. */
    replyToId?: string;
    /** Ids of members who are mentioned. */
    mentions?: string[];
    /** The sender's own name for it, letters, digits and `-_.:`; sent again under it, it is the same message. */
    clientMessageId?: string;
    /** A repeat with the same key gets the same message and sends nothing. */
    idempotencyKey?: string;
  }

  export interface SendRoomMessageRequest {
    /** At most 5,000 characters. */
    content: string;
    /** True unless given. */
    is_public?: boolean;
    reply_to_id?: string;
    idempotencyKey?: string;
  }

  export interface SendVisitorMessageRequest {
    widgetToken?: string;
    /** At most 5,000 characters. */
    content: string;
    /** The visitor's own name for it, letters, digits and `-_.:`; sent again under it, it is the same message. */
    client_message_id?: string;
    idempotencyKey?: string;
  }

  /** What a sender says, as loose as it can be declared: Encore drops what does not fit, and a bad message deserves an answer. */
  export interface SenderMessage {
    type?: any;
    purpose?: any;
    propertyId?: any;
    name?: any;
    size?: any;
    contentType?: any;
    uploadId?: any;
    offset?: any;
    data?: any;
  }

  export interface ServerFrame {
    type: "ready" | "message" | "error";
    room: string;
    is_public?: boolean;
    message?: contract.MessageResponse;
    reason?: string;
    text?: string;
    retry_after_ms?: number;
  }

  /** Every field of every frame: Encore sends those that are declared. The frames themselves are in contract/. */
  export interface ServerMessage {
    type: string;
    timestamp: string;
    seq?: number;
    version?: number;
    connectionId?: string;
    head?: number;
    epoch?: string;
    services?: string[];
    denied?: string[];
    channels?: { [key: string]: {
      n: number;
      digest: string;
    } };
    limits?: {
      pingMs: number;
      handshakeMs: number;
      replayFromSeq: number;
      windowBytes?: number;
      authExpiresAt: string;
    };
    reconnectInMs?: number;
    expiresAt?: string;
    required?: boolean;
    service?: string;
    events?: any;
    encodings?: string[];
    encoding?: string;
    count?: number;
    data?: string;
    reason?: string;
    message?: string;
    retryAfterMs?: number;
    errors?: {
      path: string;
      code: string;
      message: string;
    }[];
    allowed?: any;
    errorId?: string;
  }

  export interface SetRetentionRequest {
    /** 1 to 365; null for the default. A shorter time takes effect within the hour, and cannot be taken back. */
    keepDays: number | null;
  }

  export interface SetRoomStateRequest {
    /** The version that the change is based on. */
    version: number;
    housekeeping?: contract.Housekeeping;
    service?: contract.RoomService;
  }

  export interface StepExpenseRequest {
    step: contract.ExpenseStepName;
    /** The version that the step was decided on. */
    version: number;
    /** Why; required to reject and to reverse; at most 500 characters. */
    reason?: string;
    /** A repeat with the same key gets the first answer and takes no step. */
    idempotencyKey?: string;
  }

  export interface StepRequestRequest {
    step: contract.RequestStep;
    /** The version that the step was decided on. */
    version: number;
    /** With `finish` and `cancel`: what became of it; at most 500 characters. */
    resolution?: string;
    idempotencyKey?: string;
  }

  export interface StepShiftRequest {
    step: "publish" | "accept" | "start" | "end" | "cancel";
    /** The version that the step was decided on. */
    version: number;
    /** A repeat with the same key gets the first answer and takes no step. */
    idempotencyKey?: string;
  }

  export interface StepTaskRequest {
    step: contract.TaskStepName;
    /** The version that the step was decided on. */
    version: number;
    /** Only with `assign`: the member who gets it. */
    assigneeId?: string;
    /** Why; at most 500 characters. */
    note?: string;
    /** A repeat with the same key gets the first answer and takes no step. */
    idempotencyKey?: string;
  }

  export interface SubmitExpenseRequest {
    propertyId: number;
    /** Who is paid; at most 200 characters. */
    vendor: string;
    /** In major units, with no more decimals than the currency has. Exactly one of amount and amountMinor; tax is included. */
    amount?: number;
    /** In minor units (cents). */
    amountMinor?: number;
    /** ISO 4217; the property's own unless given. */
    currency?: string;
    /** What of the amount is tax, in minor units; 0 unless given. */
    taxMinor?: number;
    /** `other` unless given. */
    category?: contract.ExpenseCategory;
    /** `cash` unless given. */
    paymentMode?: contract.PaymentMode;
    /** Only with bank, card and upi; at most 64 characters. */
    bankReference?: string;
    /** At most 500 characters. */
    description?: string;
    /** YYYY-MM-DD, not after the open day, which it is unless given. */
    businessDate?: string;
    /** A file of one's own at the property, uploaded as a receipt and ready; it belongs to the expense from then on. */
    receiptFileId?: string;
    /** A repeat with the same key gets the first answer and submits nothing. */
    idempotencyKey?: string;
  }

  export interface TraceRequest {
    /** The event's place in the organisation's log. */
    seq: number;
    /** Only this connection: `connectionId` of its ack, and of its lines in the log. */
    connectionId?: string;
    /** Only the connections of this login. */
    sessionId?: string;
    /** Only the connections of this person, and what the person's rights say. */
    personId?: string;
  }

  export interface TraceResponse {
    seq: number;
    /** The process that answers: it knows its own connections only. */
    instance: string;
    /** The newest seq of the organisation, and the one after which all are kept. */
    head: number;
    keptAfter: number;
    /** `erased`: in its place, without its payload. `expired`: beyond retention. `not_sequenced`: not in the log so far. */
    state: "kept" | "erased" | "expired" | "not_sequenced";
    /** The state, for a person. */
    words: string;
    event: api.EventTrace | null;
    person: api.PersonTrace | null;
    /** Newest first, at most 200, open and lately closed. */
    connections: api.ConnectionTrace[];
  }

  export interface UndoCheckInRequest {
    /** The version that the change is based on. */
    version: number;
    idempotencyKey?: string;
  }

  export interface UndoCheckOutRequest {
    /** The version that the change is based on. */
    version: number;
    idempotencyKey?: string;
  }

  export interface WriteHandoverRequest {
    propertyId: number;
    department: contract.Department;
    /** At most 4000 characters. */
    text: string;
    /** Cash that is handed over, in minor units of the property's currency. */
    cashMinor?: number;
    /** A repeat with the same key gets the first answer and writes nothing. */
    idempotencyKey?: string;
  }
}

export namespace contract {
  /** One entry of the record of a conversation: who did what, without content. */
  export interface Activity {
    id: string;
    action: contract.ActivityAction;
    actorId: string;
    messageId: string | null;
    /** The member that it is about. */
    personId: string | null;
    /** The message's visibility after it. */
    isPublic: boolean | null;
    at: string;
  }

  export type ActivityAction = "conversation-created" | "conversation-renamed" | "member-added" | "member-changed" | "member-left" | "member-removed" | "message-sent" | "message-edited" | "visibility-changed" | "message-deleted";

  /** What actually was: from clocking in to clocking out. */
  export interface Attendance {
    id: string;
    version: number;
    propertyId: number;
    memberId: string;
    memberName: string;
    department: contract.Department;
    /** The shift that began with it; null for who came without one. */
    shiftId: string | null;
    startedAt: string;
    /** Null while the member is on duty. */
    endedAt: string | null;
  }

  /** How a property looks to its guests. */
  export interface Branding {
    /** The property's number, as text. */
    id: string;
    /** 0: nobody has said so yet. */
    version: number;
    propertyId: number;
    displayName: string;
    /** `#rrggbb`, lower case. */
    accentColour: string;
  }

  /** `taken` for revenue, `given_back` for what was taken back of it, `paid_out` for expenses, `returned` for those taken back. */
  export type CashFlow = "taken" | "given_back" | "paid_out" | "returned";

  /** What went through a drawer in one way until it was counted. */
  export interface CashFlowTotal {
    flow: contract.CashFlow;
    count: number;
    /** Minor units; below 0 for what went out. */
    amountMinor: number;
  }

  /** A cashier's time at a drawer, from its float to its count. */
  export interface CashSession {
    id: string;
    version: number;
    propertyId: number;
    state: contract.CashSessionState;
    /** The property's day that it was opened on, YYYY-MM-DD; its variance counts for it. */
    businessDate: string;
    /** The property's. Cash in another one does not belong to the drawer. */
    currency: string;
    /** What was in the drawer when it was opened, in minor units. */
    floatMinor: number;
    /** What had to be in it when it was counted; null until then, so that nobody counts towards it. */
    expectedMinor: number | null;
    countedMinor: number | null;
    /** Counted less expected: below 0 where cash is missing. */
    varianceMinor: number | null;
    /** Why the variance was accepted. */
    reason: string | null;
    /** Person id: whose cash it is. */
    cashierId: string;
    /** RFC 3339, UTC. */
    openedAt: string;
    /** The cashier, or who counted in their place. */
    countedBy: string | null;
    countedAt: string | null;
    /** Who accepted the variance. */
    closedBy: string | null;
    closedAt: string | null;
  }

  /** Open while cash goes in and out, counted once, closed when the variance is accepted. */
  export type CashSessionState = "open" | "counted" | "closed";

  /** By what the website of a property lets its visitors write. */
  export interface ChatWidget {
    propertyId: number;
    /** 0 until somebody switches it on for the first time. */
    version: number;
    /** Stands in the website, for everybody to read; null until there is one. */
    siteKey: string | null;
    isOn: boolean;
  }

  /** A visitor's conversation as `/admin/chatbot` gives it. */
  export interface ChatbotConversation {
    id: string;
    property_id: number | null;
    visitor_name: string | null;
    created_at: string;
    /** Of its newest message. */
    updated_at: string;
    /** The newest 100, newest first. */
    messages: contract.ChatbotMessage[];
    /** `since` of the first question for what is new. */
    cursor: number;
  }

  /** A message of a visitor's conversation as `/admin/chatbot` gives it. */
  export interface ChatbotMessage {
    id: string;
    chat_conversation_id: string;
    sender_type: "visitor" | "admin" | "system";
    sender: {
      id: string;
      name: string;
    };
    content: string | null;
    is_public: boolean;
    created_at: string;
    edited_at: string | null;
    deleted_at: string | null;
  }

  /** Guests who were checked in together, from a list. */
  export interface CheckinBatch {
    id: string;
    version: number;
    propertyId: number;
    /** Chosen by the caller; unique at the property. */
    batchKey: string;
    /** Rows that are done, over all calls with the key. */
    ok: number;
    /** Rows that were refused and not corrected yet. */
    failed: number;
    /** Documents that were recorded. */
    documents: number;
    startedBy: string;
    /** RFC 3339, UTC. */
    startedAt: string;
    updatedAt: string;
  }

  export interface Conversation {
    id: string;
    version: number;
    kind: contract.ConversationKind;
    /** Of a room or a visitor's conversation; null for the others. */
    propertyId: number | null;
    /** Of a room, a community or a visitor; null for a direct conversation. */
    name: string | null;
    /** Person id, as everywhere; names are in `GET /identity/people`. */
    createdBy: string;
    /** RFC 3339, UTC, as everywhere. */
    createdAt: string;
  }

  /** A room belongs to a property, a direct conversation to two people, a visitor's to the property whose website they came to. */
  export type ConversationKind = "room" | "direct" | "community" | "visitor";

  /** A conversation as its member sees it. */
  export interface ConversationView {
    conversation: contract.Conversation;
    /** The caller's own membership; null for who answers visitors without being a member. */
    membership: contract.Member | null;
    /** The other person of a direct conversation. */
    otherPersonId: string | null;
    /** Messages of others that came after the read marker and are not deleted; 100 says that there are so many or more. */
    unreadCount: number;
    /** Those that mention the caller, among the newest 100 of them. */
    mentionCount: number;
    /** The newest that the caller may see. */
    lastMessage: contract.Message | null;
  }

  /** The business date of a property as it is now. */
  export interface Dashboard {
    /** The property's number, as text. */
    id: string;
    version: number;
    propertyId: number;
    /** YYYY-MM-DD. */
    businessDate: string;
    /** The property's own, ISO 4217. */
    currency: string;
    roomsTotal: number;
    roomsOutOfOrder: number;
    arrivalsDone: number;
    arrivalsOpen: number;
    departuresDone: number;
    departuresOpen: number;
    /** Stays in the house. */
    inHouse: number;
    /** By source and currency; sources without revenue are left out. */
    revenue: contract.SourceRevenue[];
    /** Guests' requests that are still to be done. */
    openRequests: number;
    /** People on duty. */
    onShift: number;
    roomsAvailable: number;
    roomsSold: number;
    /** Revenue in the property's own currency, in minor units; what came in another one is not in it. */
    roomRevenueMinor: number;
    totalRevenueMinor: number;
    /** In thousandths: 725 is 72.5 %. */
    occupancyPermille: number | null;
    adrMinor: number | null;
    revparMinor: number | null;
  }

  export interface DayCheck {
    check: contract.DayCheckName;
    /** How many were found; 0 is good. */
    count: number;
    /** Whether a reason passes over it. */
    canPass: boolean;
  }

  /** What is looked at before a day is closed. */
  export type DayCheckName = "cash_open" | "expenses_open" | "arrivals_open" | "departures_open";

  /** The close of one business date of a property. */
  export interface DayClose {
    id: string;
    version: number;
    propertyId: number;
    /** The day that is closed, YYYY-MM-DD. */
    businessDate: string;
    /** The day that is opened. */
    nextDate: string;
    state: contract.DayCloseState;
    /** The property's, in which the two sums are; other currencies stand in the trial balance. */
    currency: string;
    /** Revenue without what was taken back, in minor units; null until it is balanced. */
    revenueMinor: number | null;
    /** Posted expenses without what was taken back. */
    expenseMinor: number | null;
    /** Lines of revenue and posted expenses that it locks. */
    lineCount: number | null;
    /** What was left open when it began, each passed over with the reason. */
    expensesOpen: number;
    arrivalsOpen: number;
    departuresOpen: number;
    /** Why it was closed all the same. */
    reason: string | null;
    /** Person id. */
    startedBy: string;
    /** RFC 3339, UTC. */
    startedAt: string;
    closedAt: string | null;
  }

  /**
   * How far a close has come: the books are locked, the trial balance is kept, the next day is open at the property, and everybody who
   * works on it knows. Each of the four is noted before the next begins, so a close that was cut off goes on where it was.
   */
  export type DayCloseState = "locked" | "balanced" | "rolled" | "closed";

  /** The key figures of one business date, whether it is still open or not. */
  export interface DayFigures {
    /** `<property>@<business date>`. */
    id: string;
    version: number;
    propertyId: number;
    businessDate: string;
    currency: string;
    roomsAvailable: number;
    roomsSold: number;
    /** Revenue in the property's own currency, in minor units; what came in another one is not in it. */
    roomRevenueMinor: number;
    totalRevenueMinor: number;
    /** In thousandths: 725 is 72.5 %. */
    occupancyPermille: number | null;
    adrMinor: number | null;
    revparMinor: number | null;
  }

  /** A business date that has ended. What is heard of it later raises its version. */
  export interface DayReport {
    /** `<property>@<business date>`. */
    id: string;
    version: number;
    propertyId: number;
    businessDate: string;
    currency: string;
    arrivals: number;
    /** Expected on that date and not there by its end; without those who cancelled. */
    arrivalsMissed: number;
    departures: number;
    revenue: contract.SourceRevenue[];
    /** When the next date began, RFC 3339. */
    madeAt: string;
    roomsAvailable: number;
    roomsSold: number;
    /** Revenue in the property's own currency, in minor units; what came in another one is not in it. */
    roomRevenueMinor: number;
    totalRevenueMinor: number;
    /** In thousandths: 725 is 72.5 %. */
    occupancyPermille: number | null;
    adrMinor: number | null;
    revparMinor: number | null;
  }

  export type Department = "front_desk" | "housekeeping" | "engineering" | "food_and_beverage" | "administration";

  /** The three lists of the front desk. */
  export type DeskView = "arrivals" | "in_house" | "departures";

  /** What a property spends. A reversal is an expense too: it takes back the one that it names. */
  export interface Expense {
    id: string;
    version: number;
    propertyId: number;
    state: contract.ExpenseState;
    category: contract.ExpenseCategory;
    vendor: string;
    /** Minor units of the currency (cents), tax included; always above 0. */
    amountMinor: number;
    /** What of it is tax; 0 where none is known. */
    taxMinor: number;
    /** ISO 4217. */
    currency: string;
    paymentMode: contract.PaymentMode;
    /** Only with bank, card and upi. */
    bankReference: string | null;
    /** The property's day that it counts for, YYYY-MM-DD. */
    businessDate: string;
    description: string | null;
    /** The receipt's file. */
    receiptFileId: string | null;
    /** The expense that this one takes back: its amount is to be subtracted. */
    reversalOf: string | null;
    /** Person id. */
    submittedBy: string;
    /** RFC 3339, UTC. */
    submittedAt: string;
    /** Who approved or rejected it. */
    decidedBy: string | null;
    decidedAt: string | null;
    /** Why it was rejected or is taken back. */
    reason: string | null;
  }

  export type ExpenseCategory = "supplies" | "food_and_beverage" | "maintenance" | "utilities" | "wages" | "travel" | "other";

  export type ExpenseState = "submitted" | "approved" | "rejected" | "posted" | "reversed";

  export type ExpenseStepName = "approve" | "reject" | "post" | "reverse";

  /** A file as lists and events show it. */
  export interface FileInfo {
    id: string;
    version: number;
    propertyId: number;
    /** Person id; names are in `GET /identity/people`. */
    ownerId: string;
    purpose: contract.FilePurpose;
    /** As its owner named it. Null for guests' documents and chat attachments, whose names only those may read who may read the file, and for erased files. */
    name: string | null;
    /** As declared by its name; once it is ready, as found in its bytes. */
    contentType: string;
    /** Bytes; of a ready image, of what is kept of it. */
    size: number;
    /** Bytes that are stored for good, as of this version. */
    received: number;
    state: contract.FileState;
    /** Why it was rejected. */
    reason: contract.RejectReason | null;
    /** Hex, of what is kept. Null until the last byte has come. */
    sha256: string | null;
    /** Pixels, of a ready image. */
    width: number | null;
    height: number | null;
    hasThumbnail: boolean;
    /** Null until it belongs to something; of guests' documents and chat attachments for who may read the file alone. */
    subject: contract.FileSubject | null;
    /** RFC 3339, UTC, as the next. */
    createdAt: string;
    changedAt: string;
  }

  /** What a file is for: decides which types it may have, how large it may be and who may read it. */
  export type FilePurpose = "receipt" | "guest_document" | "chat_attachment" | "task_evidence" | "avatar";

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

  /** One look at a guest's document or a chat attachment. */
  export interface FileView {
    personId: string;
    /** RFC 3339, UTC. */
    seenAt: string;
  }

  /** What one shift leaves to the next. */
  export interface Handover {
    id: string;
    version: number;
    propertyId: number;
    department: contract.Department;
    text: string;
    /** Cash that is handed over, in minor units of the property's currency; null when none is. */
    cashMinor: number | null;
    currency: string;
    /** Person ids; names are in `GET /identity/people`. */
    writtenBy: string;
    writtenAt: string;
    acknowledgedBy: string | null;
    acknowledgedAt: string | null;
  }

  export type Housekeeping = "dirty" | "clean" | "inspected";

  /** A document that a guest has shown, with its number masked. */
  export interface IdDocument {
    id: string;
    version: number;
    propertyId: number;
    guestId: string;
    /** Null when it was recorded without a stay. */
    reservationId: string | null;
    type: contract.IdDocumentType;
    /** ISO 3166, two or three letters, as it stands in the document. */
    country: string | null;
    /** The last four characters of the number; two of a number with fewer than eight. */
    numberLast4: string;
    /** YYYY-MM-DD. */
    expiresOn: string | null;
    /** How often the whole number was seen. */
    views: number;
    recordedBy: string;
    /** RFC 3339, UTC. */
    recordedAt: string;
  }

  export type IdDocumentType = "passport" | "id_card" | "driving_licence" | "residence_permit" | "other";

  /** One view of a document's whole number. */
  export interface IdDocumentView {
    id: string;
    documentId: string;
    personId: string;
    reason: string;
    /** RFC 3339, UTC. */
    viewedAt: string;
  }

  /** How a number comes about, for whoever reads it. */
  export interface KpiDefinition {
    /** Field of Dashboard, DayFigures, DayReport or SpanFigures. */
    field: string;
    name: string;
    definition: string;
  }

  /** One login of the caller: from its password to its logout. */
  export interface Login {
    id: string;
    /** RFC 3339, as the others. */
    createdAt: string;
    /** When its tokens were last renewed. */
    usedAt: string;
    /** When it ends, if it is not used until then. */
    expiresAt: string;
    /** The one that asks. */
    isThis: boolean;
  }

  export interface Me {
    person: {
      id: string;
      name: string;
      email: string;
    };
    organisation: {
      id: string;
      name: string;
    };
    properties: contract.MyProperty[];
  }

  export interface Member {
    id: string;
    version: number;
    conversationId: string;
    /** The room's property; null in every other kind. */
    propertyId: number | null;
    personId: string;
    role: contract.MemberRole;
    /** Sees messages that are not public. */
    isInternal: boolean;
    /** Everything up to this number is read. */
    readNo: number;
    joinedAt: string;
    /** Null while the person takes part. */
    leftAt: string | null;
  }

  /** Admins manage members and delete any message, moderators delete any message. */
  export type MemberRole = "admin" | "moderator" | "member";

  export type MemberStatus = "active" | "left";

  export interface Message {
    id: string;
    version: number;
    conversationId: string;
    propertyId: number | null;
    /** Position in the conversation: dense from 1. Who does not see internal messages sees gaps. */
    no: number;
    senderId: string;
    senderType: contract.SenderType;
    /** The sender's own name for it; null when none was given. */
    clientMessageId: string | null;
    /** Null once it was deleted. */
    content: string | null;
    /** False: for internal members alone. */
    isPublic: boolean;
    replyToId: string | null;
    /** Person ids. */
    mentions: string[];
    reactions: contract.Reaction[];
    createdAt: string;
    /** When it was last edited. */
    editedAt: string | null;
    deletedAt: string | null;
  }

  /** A message as `/api/v1/rooms` and its socket give it. */
  export interface MessageResponse {
    id: string;
    room_id: string;
    sender_id: string;
    /** Empty for somebody whom the organisation does not know any more. */
    sender_name: string;
    /** Null once it was deleted. */
    content: string | null;
    is_public: boolean;
    reply_to_id: string | null;
    /** RFC 3339, UTC, as the others. */
    created_at: string;
    edited_at: string | null;
    deleted_at: string | null;
  }

  /** What a message said until it was edited. */
  export interface MessageRevision {
    version: number;
    content: string;
    isPublic: boolean;
    /** When it began to say so. */
    writtenAt: string;
  }

  /** A property the caller may see, with what the caller may do there. */
  export interface MyProperty {
    id: number;
    name: string;
    timeZone: string;
    currency: string;
    businessDate: string;
    permissions: contract.Permission[];
  }

  export type Occupancy = "vacant" | "occupied";

  /** How it was paid. `credit` is owed by a guest or a company, `ota` is collected by the booking channel. */
  export type PaymentMode = "cash" | "card" | "bank" | "upi" | "ota" | "credit";

  /** The permission catalogue: what a role may do at a property. Whatever is not listed is denied. */
  export type Permission = "finance.revenue.read" | "finance.revenue.record" | "finance.revenue.reverse" | "finance.expense.read" | "finance.expense.submit" | "finance.expense.approve" | "finance.expense.approve.unlimited" | "finance.cash.handle" | "finance.cash.approve" | "finance.day.close" | "finance.restricted.read" | "guest.stay.read" | "guest.stay.write" | "guest.checkin.force" | "guest.room.write" | "guest.room.manage" | "guest.request.write" | "guest.restricted.read" | "guest.identity.read" | "staff.member.read" | "staff.member.manage" | "staff.shift.manage" | "staff.clock" | "task.read" | "task.work" | "task.manage" | "property.read" | "property.manage" | "person.read" | "uploads.file.upload" | "uploads.file.read" | "uploads.restricted.read" | "chat.room.read" | "chat.room.create" | "chat.internal.read" | "chat.visitor.answer" | "chat.widget.manage" | "reports.dashboard.read" | "reports.figures.read" | "person.role.assign" | "realtime.metrics.read" | "realtime.operate";

  /** A colleague: someone with a role at a property that the caller may see. */
  export interface PersonName {
    id: string;
    name: string;
  }

  /** The facts of a property, as its events carry them. */
  export interface PropertyFacts {
    /** The property's number, as text. */
    id: string;
    version: number;
    propertyId: number;
    name: string;
    /** IANA name. */
    timeZone: string;
    /** ISO 4217. */
    currency: string;
    /** The day on which the property books, YYYY-MM-DD. */
    businessDate: string;
  }

  /** What a person may do at one property. */
  export interface PropertyUser {
    /** `<person id>@<property>`. */
    id: string;
    /** 0: nothing was changed since the person came. */
    version: number;
    propertyId: number;
    personId: string;
    name: string;
    roles: contract.Role[];
    /** Kept out, everywhere. */
    isDisabled: boolean;
  }

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

  export type RequestStep = "start" | "finish" | "cancel" | "reopen";

  /** One room for one party: from its confirmation to the departure. */
  export interface Reservation {
    id: string;
    version: number;
    propertyId: number;
    /** What guests and desk call it by; unique at the property. */
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
    /** First night, YYYY-MM-DD. */
    arrival: string;
    /** The morning after the last night. */
    departure: string;
    nights: number;
    adults: number;
    /** For one night, in minor units of the currency. */
    nightlyRateMinor: number;
    /** ISO 4217. */
    currency: string;
    /** Expected time of arrival, HH:MM at the property. */
    eta: string | null;
    notes: string | null;
    /** Business date of the check-in; null before. */
    checkedInOn: string | null;
    /** Business date of the check-out; null before. */
    checkedOutOn: string | null;
    createdBy: string;
    /** RFC 3339, UTC. */
    createdAt: string;
    updatedAt: string;
  }

  /** One line of revenue. It is never changed; a mistake is answered by a further line that takes it back. */
  export interface Revenue {
    id: string;
    version: number;
    propertyId: number;
    /** Minor units of the currency (cents); above 0, but of a line that takes another one back. */
    amountMinor: number;
    /** ISO 4217. */
    currency: string;
    source: contract.RevenueSource;
    paymentMode: contract.PaymentMode;
    /** The bank's or card's own reference; only with bank, card and upi. */
    bankReference: string | null;
    description: string | null;
    /** The property's day that it counts for, YYYY-MM-DD. */
    businessDate: string;
    /** RFC 3339, UTC. */
    occurredAt: string;
    /** Person id; names are in `GET /identity/people`. */
    recordedBy: string;
    /** RFC 3339, UTC. */
    recordedAt: string;
    /** The line that this one takes back; its amount is the opposite. */
    reversalOf: string | null;
  }

  /** What was sold. */
  export type RevenueSource = "room" | "fnb" | "addon" | "other";

  /** Revenue of one business date, summed. */
  export interface RevenueTotal {
    source: contract.RevenueSource;
    currency: string;
    amountMinor: number;
    count: number;
  }

  export type Role = "owner" | "manager" | "cashier" | "clerk" | "housekeeper";

  /** One room, with three fields that do not depend on each other. */
  export interface Room {
    id: string;
    version: number;
    propertyId: number;
    /** Unique at the property: `204`. */
    number: string;
    roomTypeId: string;
    roomType: string;
    floor: number | null;
    occupancy: contract.Occupancy;
    housekeeping: contract.Housekeeping;
    service: contract.RoomService;
    /** RFC 3339, UTC. */
    updatedAt: string;
  }

  /** `oos`: a small fault, still saleable. `ooo`: taken from sale for repair. */
  export type RoomService = "in" | "oos" | "ooo";

  /** What is sold: rooms that stand for each other. */
  export interface RoomType {
    id: string;
    version: number;
    propertyId: number;
    /** Unique at the property: `DBL`. */
    code: string;
    name: string;
    /** Adults that it is made for. */
    capacity: number;
  }

  export type SenderType = "staff" | "visitor" | "system";

  /** Something that a guest asks for, and the time by which it is promised. */
  export interface ServiceRequest {
    id: string;
    version: number;
    propertyId: number;
    category: contract.RequestCategory;
    channel: contract.RequestChannel;
    /** What is asked for. */
    wish: string;
    /** Null when it is not about a room. */
    roomId: string | null;
    roomNumber: string | null;
    /** Null when it is nobody's stay. */
    reservationId: string | null;
    /** RFC 3339, UTC. */
    dueAt: string;
    state: contract.RequestState;
    /** Who took the last step; null while nobody did. */
    handledBy: string | null;
    /** What became of it; null where nobody said. */
    resolution: string | null;
    /** When it was done or cancelled; null before. */
    endedAt: string | null;
    createdBy: string;
    createdAt: string;
    updatedAt: string;
  }

  /** A planned stretch of work. */
  export interface Shift {
    id: string;
    version: number;
    propertyId: number;
    department: contract.Department;
    /** Null while nobody is planned for it. */
    memberId: string | null;
    memberName: string | null;
    /** RFC 3339, UTC. */
    startsAt: string;
    /** RFC 3339, UTC; at most 24 h behind startsAt. */
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

  /** A business date as one of a span. */
  export interface SpanDay {
    businessDate: string;
    /** By source and currency; sources without revenue are left out. */
    revenue: contract.SourceRevenue[];
    /** The date was over before the property was counted here: its rooms follow from the stays and from all rooms there are now. */
    isCountedAfterwards: boolean;
    roomsAvailable: number;
    roomsSold: number;
    /** Revenue in the property's own currency, in minor units; what came in another one is not in it. */
    roomRevenueMinor: number;
    totalRevenueMinor: number;
    /** In thousandths: 725 is 72.5 %. */
    occupancyPermille: number | null;
    adrMinor: number | null;
    revparMinor: number | null;
  }

  /** What the dates of a span add up to together: rooms are those of all its nights. */
  export interface SpanFigures {
    /** YYYY-MM-DD; both are part of the span. */
    from: string;
    to: string;
    /** The property's own, ISO 4217. */
    currency: string;
    /** Dates of the span that something is known of. */
    days: number;
    trevparMinor: number | null;
    roomsAvailable: number;
    roomsSold: number;
    /** Revenue in the property's own currency, in minor units; what came in another one is not in it. */
    roomRevenueMinor: number;
    totalRevenueMinor: number;
    /** In thousandths: 725 is 72.5 %. */
    occupancyPermille: number | null;
    adrMinor: number | null;
    revparMinor: number | null;
  }

  /** Somebody who works at a property, with or without a login. */
  export interface StaffMember {
    id: string;
    version: number;
    propertyId: number;
    /** The login of this member; null for who has none. */
    personId: string | null;
    /** The house's own number; unique at the property. */
    employeeNo: string | null;
    name: string;
    department: contract.Department;
    position: string | null;
    status: contract.MemberStatus;
  }

  export type StayState = "confirmed" | "assigned" | "checked_in" | "due_out" | "checked_out" | "cancelled" | "no_show";

  /** Something that is to be done, by whom and until when. */
  export interface Task {
    id: string;
    version: number;
    propertyId: number;
    title: string;
    kind: contract.TaskKind;
    priority: contract.TaskPriority;
    /** The room's number as staff say it; null when it concerns none. */
    room: string | null;
    notes: string | null;
    /** RFC 3339, UTC; null when there is no hurry. */
    dueAt: string | null;
    state: contract.TaskState;
    /** Member of the staff; null while it is nobody's. */
    assigneeId: string | null;
    assigneeName: string | null;
    createdBy: string;
    createdAt: string;
    /** When it was done last; null before. */
    doneAt: string | null;
  }

  export type TaskKind = "housekeeping" | "maintenance" | "guest_request" | "other";

  export type TaskPriority = "low" | "normal" | "urgent";

  export type TaskState = "open" | "assigned" | "accepted" | "in_progress" | "done" | "inspected" | "skipped";

  /** One step of a task's life, for whoever asks what became of it. */
  export interface TaskStep {
    step: contract.TaskStepName | "create" | "edit";
    state: contract.TaskState;
    /** Person id. */
    by: string;
    at: string;
    note: string | null;
  }

  export type TaskStepName = "assign" | "accept" | "start" | "finish" | "inspect" | "reopen" | "skip";

  export interface Ticket {
    /** Opens one stream or download, once. */
    ticket: string;
    /** Seconds until it expires unused. */
    expiresIn: number;
  }

  export interface TokenPair {
    /** Bearer token of 15 minutes. */
    accessToken: string;
    /** Good for one use within 30 days; the answer to its use holds the next one. */
    refreshToken: string;
    /** Seconds until the access token expires. */
    expiresIn: number;
  }

  /** What one account came to on a closed day. */
  export interface TrialBalanceLine {
    /** `payment.cash`, `revenue.room`, `expense.supplies`, `tax.input`, `cash.over_short`. */
    account: string;
    /** ISO 4217. */
    currency: string;
    debitMinor: number;
    creditMinor: number;
  }

  /** A message as its visitor gets it. */
  export interface VisitorMessage {
    id: string;
    sender_type: "visitor" | "admin" | "system";
    /** The first name of who answers; null for the visitor's own. */
    sender_name: string | null;
    content: string | null;
    /** The visitor's own name for it; null for what others sent. */
    client_message_id: string | null;
    created_at: string;
    edited_at: string | null;
    deleted_at: string | null;
  }
}

export namespace engine {
  /** What the server says on the stream; `type` tells which of the fields are there. */
  export interface UploadStreamMessage {
    type: "ready" | "ack" | "done" | "error";
    /** ready: where the upload is found again. */
    uploadId?: string;
    /** ready, ack: bytes that are stored for good. */
    offset?: number;
    /** ready: what the sender may be ahead of the last acknowledgement, and what one message may hold. */
    windowBytes?: number;
    chunkBytes?: number;
    /** done: the file after its check. */
    file?: contract.FileInfo;
    /** error: the last message; begin again with `resume`. */
    reason?: string;
    message?: string;
    retryAfterMs?: number | null;
  }
}

export namespace platform {
  export interface Health {
    ok: boolean;
    /** What is wrong and since when, or what was checked. */
    message: string;
  }
}

export namespace store {
  /** How far a stream of an organisation is applied: all its batches up to this number. */
  export interface Applied {
    stream: string;
    appliedSeq: number;
  }
}

function chat_client(base: BaseClient): chat.ServiceClient {
  return {
    addMember: async (id, params) => base.json("POST", `/chat/conversations/${encodeURIComponent(id)}/members`, { body: params }),
    beginVisit: async (params) => base.json("POST", `/api/chatbot/conversation`, { body: params }),
    changeMember: async (id, personId, params) => base.json("PUT", `/chat/conversations/${encodeURIComponent(id)}/members/${encodeURIComponent(personId)}`, { body: params }),
    collaborationStream: async () => new StreamInOut(...(await base.stream(`/chat/collaboration`))),
    createRoom: async (params) => base.json("POST", `/chat/rooms`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { propertyId: params.propertyId, name: params.name, members: params.members } }),
    deleteMessage: async (id) => base.json("DELETE", `/chat/messages/${encodeURIComponent(id)}`),
    editMessage: async (id, params) => base.json("PUT", `/chat/messages/${encodeURIComponent(id)}`, { body: params }),
    editWidget: async (params) => base.json("PUT", `/chat/widget`, { body: params }),
    getChatbotConversation: async (conversation) => base.json("GET", `/admin/chatbot/${encodeURIComponent(conversation)}`),
    getChatbotMessages: async (method, conversation, body, options) => base.raw(method, `/admin/chatbot/${encodeURIComponent(conversation)}/messages`, body, options),
    getConversation: async (id) => base.json("GET", `/chat/conversations/${encodeURIComponent(id)}`),
    getMessage: async (id) => base.json("GET", `/chat/messages/${encodeURIComponent(id)}`),
    getRoomMessages: async (room, params) => base.json("GET", `/api/v1/rooms/${encodeURIComponent(room)}/messages`, { query: { before: params.before, limit: params.limit } }),
    getVisitorMessages: async (method, body, options) => base.raw(method, `/api/chatbot/messages`, body, options),
    getWidget: async (params) => base.json("GET", `/chat/widget`, { query: { propertyId: params.propertyId } }),
    listActivity: async (id, params) => base.json("GET", `/chat/conversations/${encodeURIComponent(id)}/activity`, { query: { limit: params.limit, cursor: params.cursor } }),
    listConversations: async (params) => base.json("GET", `/chat/conversations`, { query: { propertyId: params.propertyId, kind: params.kind, limit: params.limit, cursor: params.cursor } }),
    listMembers: async (id) => base.json("GET", `/chat/conversations/${encodeURIComponent(id)}/members`),
    listMessages: async (id, params) => base.json("GET", `/chat/conversations/${encodeURIComponent(id)}/messages`, { query: { limit: params.limit, cursor: params.cursor } }),
    listRevisions: async (id) => base.json("GET", `/chat/messages/${encodeURIComponent(id)}/history`),
    markRead: async (id, params) => base.json("PUT", `/chat/conversations/${encodeURIComponent(id)}/read`, { body: params }),
    openDirect: async (params) => base.json("POST", `/chat/direct`, { body: params }),
    reactToMessage: async (id, params) => base.json("PUT", `/chat/messages/${encodeURIComponent(id)}/reaction`, { body: params }),
    removeMember: async (id, personId) => base.json("DELETE", `/chat/conversations/${encodeURIComponent(id)}/members/${encodeURIComponent(personId)}`),
    renameConversation: async (id, params) => base.json("PUT", `/chat/conversations/${encodeURIComponent(id)}`, { body: params }),
    roomSocket: async (room, params) => new StreamInOut(...(await base.stream(`/api/v1/rooms/${encodeURIComponent(room)}/ws`, { query: { user_email: params.user_email, user_name: params.user_name } }))),
    sendMessage: async (id, params) => base.json("POST", `/chat/conversations/${encodeURIComponent(id)}/messages`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { content: params.content, isPublic: params.isPublic, replyToId: params.replyToId, mentions: params.mentions, clientMessageId: params.clientMessageId } }),
    sendRoomMessage: async (room, params) => base.json("POST", `/api/v1/rooms/${encodeURIComponent(room)}/messages`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { content: params.content, is_public: params.is_public, reply_to_id: params.reply_to_id } }),
    sendVisitorMessage: async (params) => base.json("POST", `/api/chatbot/message`, { headers: { "X-Widget-Token": params.widgetToken, "Idempotency-Key": params.idempotencyKey }, body: { content: params.content, client_message_id: params.client_message_id } }),
  };
}

function finance_client(base: BaseClient): finance.ServiceClient {
  return {
    checkDay: async (params) => base.json("GET", `/finance/day-check`, { query: { propertyId: params.propertyId } }),
    closeCashSession: async (id, params) => base.json("POST", `/finance/cash-sessions/${encodeURIComponent(id)}/close`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { version: params.version, reason: params.reason } }),
    closeDay: async (params) => base.json("POST", `/finance/day-closes`, { body: params }),
    countCashSession: async (id, params) => base.json("POST", `/finance/cash-sessions/${encodeURIComponent(id)}/count`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { version: params.version, countedMinor: params.countedMinor } }),
    getCashSession: async (id) => base.json("GET", `/finance/cash-sessions/${encodeURIComponent(id)}`),
    getDayClose: async (id) => base.json("GET", `/finance/day-closes/${encodeURIComponent(id)}`),
    getExpense: async (id) => base.json("GET", `/finance/expenses/${encodeURIComponent(id)}`),
    getRevenueTotals: async (params) => base.json("GET", `/finance/revenue-totals`, { query: { propertyId: params.propertyId, businessDate: params.businessDate } }),
    getRevenue: async (id) => base.json("GET", `/finance/revenue/${encodeURIComponent(id)}`),
    listCashSessions: async (params) => base.json("GET", `/finance/cash-sessions`, { query: { propertyId: params.propertyId, limit: params.limit, cursor: params.cursor, state: params.state, cashierId: params.cashierId, from: params.from, to: params.to } }),
    listDayCloses: async (params) => base.json("GET", `/finance/day-closes`, { query: { propertyId: params.propertyId, businessDate: params.businessDate, limit: params.limit, cursor: params.cursor } }),
    listExpenses: async (params) => base.json("GET", `/finance/expenses`, { query: { propertyId: params.propertyId, limit: params.limit, cursor: params.cursor, from: params.from, to: params.to, state: params.state, category: params.category, submittedBy: params.submittedBy, q: params.q } }),
    listRevenue: async (params) => base.json("GET", `/finance/revenue`, { query: { propertyId: params.propertyId, limit: params.limit, cursor: params.cursor, from: params.from, to: params.to, source: params.source, paymentMode: params.paymentMode, q: params.q } }),
    openCashSession: async (params) => base.json("POST", `/finance/cash-sessions`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { propertyId: params.propertyId, floatMinor: params.floatMinor } }),
    recordRevenue: async (params) => base.json("POST", `/finance/revenue`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { propertyId: params.propertyId, amount: params.amount, amountMinor: params.amountMinor, currency: params.currency, source: params.source, paymentMode: params.paymentMode, bankReference: params.bankReference, description: params.description, transactionDate: params.transactionDate, occurredAt: params.occurredAt } }),
    reverseRevenue: async (id, params) => base.json("POST", `/finance/revenue/${encodeURIComponent(id)}/reverse`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { reason: params.reason } }),
    stepExpense: async (id, params) => base.json("POST", `/finance/expenses/${encodeURIComponent(id)}/step`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { step: params.step, version: params.version, reason: params.reason } }),
    submitExpense: async (params) => base.json("POST", `/finance/expenses`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { propertyId: params.propertyId, vendor: params.vendor, amount: params.amount, amountMinor: params.amountMinor, currency: params.currency, taxMinor: params.taxMinor, category: params.category, paymentMode: params.paymentMode, bankReference: params.bankReference, description: params.description, businessDate: params.businessDate, receiptFileId: params.receiptFileId } }),
  };
}

function frontend_client(base: BaseClient): frontend.ServiceClient {
  return {
    app: async (path) => base.empty("HEAD", `/${path.map(encodeURIComponent).join("/")}`),
    assets: async (path) => base.empty("HEAD", `/assets/${path.map(encodeURIComponent).join("/")}`),
  };
}

function guest_client(base: BaseClient): guest.ServiceClient {
  return {
    addRoomType: async (params) => base.json("POST", `/guest/room-types`, { body: params }),
    addRoom: async (params) => base.json("POST", `/guest/rooms`, { body: params }),
    assignRoom: async (id, params) => base.json("POST", `/guest/reservations/${encodeURIComponent(id)}/assign`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { version: params.version, roomId: params.roomId } }),
    bulkCheckIn: async (params) => base.json("POST", `/guest-checkin/bulk`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { propertyId: params.propertyId, batchKey: params.batchKey, dryRun: params.dryRun, rows: params.rows, documents: params.documents } }),
    cancelReservation: async (id, params) => base.json("POST", `/guest/reservations/${encodeURIComponent(id)}/cancel`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { version: params.version } }),
    checkIn: async (id, params) => base.json("POST", `/guest/reservations/${encodeURIComponent(id)}/check-in`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { version: params.version, roomId: params.roomId, force: params.force } }),
    checkOut: async (id, params) => base.json("POST", `/guest/reservations/${encodeURIComponent(id)}/check-out`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { version: params.version } }),
    createRequest: async (params) => base.json("POST", `/guest/requests`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { propertyId: params.propertyId, wish: params.wish, category: params.category, channel: params.channel, room: params.room, reservationId: params.reservationId, dueAt: params.dueAt } }),
    createReservation: async (params) => base.json("POST", `/guest/reservations`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { propertyId: params.propertyId, guestName: params.guestName, guestEmail: params.guestEmail, guestPhone: params.guestPhone, isVip: params.isVip, roomType: params.roomType, arrival: params.arrival, departure: params.departure, adults: params.adults, nightlyRateMinor: params.nightlyRateMinor, currency: params.currency, eta: params.eta, notes: params.notes } }),
    editReservation: async (id, params) => base.json("PATCH", `/guest/reservations/${encodeURIComponent(id)}`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { version: params.version, guestName: params.guestName, guestEmail: params.guestEmail, guestPhone: params.guestPhone, isVip: params.isVip, arrival: params.arrival, departure: params.departure, adults: params.adults, nightlyRateMinor: params.nightlyRateMinor, currency: params.currency, eta: params.eta, notes: params.notes } }),
    getCheckinBatch: async (id) => base.json("GET", `/guest-checkin/batches/${encodeURIComponent(id)}`),
    getRequest: async (id) => base.json("GET", `/guest/requests/${encodeURIComponent(id)}`),
    getReservation: async (id) => base.json("GET", `/guest/reservations/${encodeURIComponent(id)}`),
    listCheckinBatches: async (params) => base.json("GET", `/guest-checkin/batches`, { query: { propertyId: params.propertyId, limit: params.limit, cursor: params.cursor } }),
    listDocumentViews: async (id, params) => base.json("GET", `/guest/documents/${encodeURIComponent(id)}/views`, { query: { limit: params.limit, cursor: params.cursor } }),
    listDocuments: async (params) => base.json("GET", `/guest/documents`, { query: { propertyId: params.propertyId, reservationId: params.reservationId, limit: params.limit, cursor: params.cursor } }),
    listRequests: async (params) => base.json("GET", `/guest/requests`, { query: { propertyId: params.propertyId, state: params.state, open: params.open, category: params.category, q: params.q, limit: params.limit, cursor: params.cursor } }),
    listReservations: async (params) => base.json("GET", `/guest/reservations`, { query: { propertyId: params.propertyId, view: params.view, state: params.state, roomType: params.roomType, from: params.from, to: params.to, q: params.q, limit: params.limit, cursor: params.cursor } }),
    listRoomTypes: async (params) => base.json("GET", `/guest/room-types`, { query: { propertyId: params.propertyId } }),
    listRooms: async (params) => base.json("GET", `/guest/rooms`, { query: { propertyId: params.propertyId, occupancy: params.occupancy, housekeeping: params.housekeeping, service: params.service, roomType: params.roomType, freeFrom: params.freeFrom, freeTo: params.freeTo, freeForId: params.freeForId, limit: params.limit, cursor: params.cursor } }),
    markNoShow: async (id, params) => base.json("POST", `/guest/reservations/${encodeURIComponent(id)}/no-show`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { version: params.version } }),
    recordDocument: async (id, params) => base.json("POST", `/guest/reservations/${encodeURIComponent(id)}/documents`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { type: params.type, country: params.country, number: params.number, expiresOn: params.expiresOn } }),
    revealDocument: async (id, params) => base.json("POST", `/guest/documents/${encodeURIComponent(id)}/reveal`, { body: params }),
    setRoomState: async (id, params) => base.json("PATCH", `/guest/rooms/${encodeURIComponent(id)}`, { body: params }),
    stepRequest: async (id, params) => base.json("POST", `/guest/requests/${encodeURIComponent(id)}/step`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { step: params.step, version: params.version, resolution: params.resolution } }),
    undoCheckIn: async (id, params) => base.json("POST", `/guest/reservations/${encodeURIComponent(id)}/undo-check-in`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { version: params.version } }),
    undoCheckOut: async (id, params) => base.json("POST", `/guest/reservations/${encodeURIComponent(id)}/undo-check-out`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { version: params.version } }),
  };
}

function identity_client(base: BaseClient): identity.ServiceClient {
  return {
    assignRoles: async (personId, propertyId, params) => base.json("PUT", `/identity/people/${encodeURIComponent(personId)}/properties/${encodeURIComponent(propertyId)}/roles`, { body: params }),
    changePassword: async (params) => base.json("PUT", `/identity/password`, { body: params }),
    createTicket: async () => base.json("POST", `/realtime/ticket`),
    disablePerson: async (personId, params) => base.json("PUT", `/identity/people/${encodeURIComponent(personId)}/disabled`, { body: params }),
    editBranding: async (params) => base.json("PUT", `/identity/branding`, { body: params }),
    editProperty: async (propertyId, params) => base.json("PUT", `/identity/properties/${encodeURIComponent(propertyId)}`, { body: params }),
    endLogin: async (id) => base.empty("DELETE", `/identity/logins/${encodeURIComponent(id)}`),
    getBranding: async (params) => base.json("GET", `/identity/branding`, { query: { propertyId: params.propertyId } }),
    listLogins: async () => base.json("GET", `/identity/logins`),
    listPeople: async () => base.json("GET", `/identity/people`),
    listProperties: async () => base.json("GET", `/identity/properties`),
    listUsers: async (params) => base.json("GET", `/identity/users`, { query: { propertyId: params.propertyId } }),
    login: async (params) => base.json("POST", `/identity/login`, { body: params }),
    logout: async () => base.empty("POST", `/identity/logout`),
    me: async () => base.json("GET", `/identity/me`),
    refresh: async (params) => base.json("POST", `/identity/refresh`, { body: params }),
  };
}

function realtime_client(base: BaseClient): realtime.ServiceClient {
  return {
    auditLog: async (params) => base.json("GET", `/v2/realtime/audit`, { query: { after: params.after, head: params.head } }),
    deflateDictionary: async (method, body, options) => base.raw(method, `/v2/realtime/dictionaries/deflate-dict-1`, body, options),
    getMetrics: async () => base.json("GET", `/v2/realtime/metrics`),
    getOperations: async () => base.json("GET", `/v2/realtime/operations`),
    health: async () => base.json("GET", `/api/v1/health`),
    listParked: async (params) => base.json("GET", `/v2/realtime/parked`, { query: { limit: params.limit, cursor: params.cursor } }),
    msgpackStructures: async (method, body, options) => base.raw(method, `/v2/realtime/structures/msgpack-1`, body, options),
    poll: async (method, body, options) => base.raw(method, `/v2/realtime/poll`, body, options),
    ready: async (method, body, options) => base.raw(method, `/api/v1/ready`, body, options),
    replayParked: async (params) => base.json("POST", `/v2/realtime/parked/replay`, { body: params }),
    getRetention: async () => base.json("GET", `/v2/realtime/retention`),
    setRetention: async (params) => base.json("PUT", `/v2/realtime/retention`, { body: params }),
    scrape: async (method, body, options) => base.raw(method, `/metrics`, body, options),
    sse: async (method, body, options) => base.raw(method, `/v2/realtime/sse`, body, options),
    stream: async () => new StreamInOut(...(await base.stream(`/v2/realtime/stream`))),
    trace: async (params) => base.json("GET", `/v2/realtime/trace`, { query: { seq: params.seq, connectionId: params.connectionId, sessionId: params.sessionId, personId: params.personId } }),
  };
}

function reports_client(base: BaseClient): reports.ServiceClient {
  return {
    getAnalytics: async (params) => base.json("GET", `/reports/analytics`, { query: { propertyId: params.propertyId, from: params.from, to: params.to } }),
    getDashboard: async (params) => base.json("GET", `/reports/dashboard`, { query: { propertyId: params.propertyId } }),
    listDayReports: async (params) => base.json("GET", `/reports/day-reports`, { query: { propertyId: params.propertyId, from: params.from, to: params.to, limit: params.limit, cursor: params.cursor } }),
    listFigures: async (params) => base.json("GET", `/reports/figures`, { query: { propertyId: params.propertyId, limit: params.limit, cursor: params.cursor } }),
  };
}

function staff_client(base: BaseClient): staff.ServiceClient {
  return {
    acknowledgeHandover: async (id) => base.json("POST", `/staff/handovers/${encodeURIComponent(id)}/acknowledge`),
    addMember: async (params) => base.json("POST", `/staff/members`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { propertyId: params.propertyId, name: params.name, department: params.department, position: params.position, employeeNo: params.employeeNo, personId: params.personId } }),
    clock: async (params) => base.json("POST", `/staff/clock`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { propertyId: params.propertyId, kind: params.kind, memberId: params.memberId } }),
    createTask: async (params) => base.json("POST", `/tasks`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { propertyId: params.propertyId, title: params.title, kind: params.kind, priority: params.priority, room: params.room, notes: params.notes, dueAt: params.dueAt, assigneeId: params.assigneeId } }),
    editMember: async (id, params) => base.json("PUT", `/staff/members/${encodeURIComponent(id)}`, { body: params }),
    editShift: async (id, params) => base.json("PUT", `/staff/shifts/${encodeURIComponent(id)}`, { body: params }),
    editTask: async (id, params) => base.json("PUT", `/tasks/${encodeURIComponent(id)}`, { body: params }),
    getTask: async (id) => base.json("GET", `/tasks/${encodeURIComponent(id)}`),
    listAttendance: async (params) => base.json("GET", `/staff/attendance`, { query: { propertyId: params.propertyId, from: params.from, to: params.to, limit: params.limit, cursor: params.cursor } }),
    listHandovers: async (params) => base.json("GET", `/staff/handovers`, { query: { propertyId: params.propertyId, department: params.department, open: params.open, limit: params.limit, cursor: params.cursor } }),
    listMembers: async (params) => base.json("GET", `/staff/members`, { query: { propertyId: params.propertyId, limit: params.limit, cursor: params.cursor, status: params.status, department: params.department, q: params.q } }),
    listOnDuty: async (params) => base.json("GET", `/staff/on-duty`, { query: { propertyId: params.propertyId } }),
    listShifts: async (params) => base.json("GET", `/staff/shifts`, { query: { propertyId: params.propertyId, from: params.from, to: params.to, state: params.state, memberId: params.memberId, limit: params.limit, cursor: params.cursor } }),
    listTasks: async (params) => base.json("GET", `/tasks`, { query: { propertyId: params.propertyId, state: params.state, open: params.open, kind: params.kind, assigneeId: params.assigneeId, dueBefore: params.dueBefore, q: params.q, limit: params.limit, cursor: params.cursor } }),
    planShift: async (params) => base.json("POST", `/staff/shifts`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { propertyId: params.propertyId, department: params.department, startsAt: params.startsAt, endsAt: params.endsAt, breakMinutes: params.breakMinutes, note: params.note, memberId: params.memberId } }),
    stepShift: async (id, params) => base.json("POST", `/staff/shifts/${encodeURIComponent(id)}/step`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { step: params.step, version: params.version } }),
    stepTask: async (id, params) => base.json("POST", `/tasks/${encodeURIComponent(id)}/step`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { step: params.step, version: params.version, assigneeId: params.assigneeId, note: params.note } }),
    writeHandover: async (params) => base.json("POST", `/staff/handovers`, { headers: { "Idempotency-Key": params.idempotencyKey }, body: { propertyId: params.propertyId, department: params.department, text: params.text, cashMinor: params.cashMinor } }),
  };
}

function uploads_client(base: BaseClient): uploads.ServiceClient {
  return {
    attachToSubject: async (kind, id, params) => base.json("POST", `/uploads/subjects/${encodeURIComponent(kind)}/${encodeURIComponent(id)}/files`, { body: params }),
    createLink: async (id, params) => base.json("POST", `/uploads/files/${encodeURIComponent(id)}/link`, { body: params }),
    createTusUpload: async (method, body, options) => base.raw(method, `/uploads/tus`, body, options),
    describeTus: async (method, body, options) => base.raw(method, `/uploads/tus`, body, options),
    eraseFile: async (id) => base.json("DELETE", `/uploads/files/${encodeURIComponent(id)}`),
    getContent: async (method, id, body, options) => base.raw(method, `/uploads/content/${encodeURIComponent(id)}`, body, options),
    getFile: async (id) => base.json("GET", `/uploads/files/${encodeURIComponent(id)}`),
    getLimits: async () => base.json("GET", `/uploads/limits`),
    listFiles: async (params) => base.json("GET", `/uploads/files`, { query: { propertyId: params.propertyId, mine: params.mine, purpose: params.purpose, state: params.state, limit: params.limit, cursor: params.cursor } }),
    listSubjectFiles: async (kind, id) => base.json("GET", `/uploads/subjects/${encodeURIComponent(kind)}/${encodeURIComponent(id)}/files`),
    listViews: async (id) => base.json("GET", `/uploads/files/${encodeURIComponent(id)}/views`),
    tusUpload: async (method, id, body, options) => base.raw(method, `/uploads/tus/${encodeURIComponent(id)}`, body, options),
    uploadDirect: async (method, body, options) => base.raw(method, `/uploads/direct`, body, options),
    uploadStream: async () => new StreamInOut(...(await base.stream(`/uploads/stream`))),
  };
}

/** The built-in fetch, or something like it. */
export type Fetcher = typeof fetch;

type CallParameters = Omit<RequestInit, "method" | "body" | "headers"> & {
  headers?: Record<string, string>;
  query?: Record<string, string | string[]>;
};

type Values = Record<string, unknown>;

const inBrowser = typeof globalThis === "object" && "window" in globalThis;

/** What is undefined does not travel; lists become several values. */
function texts(values: Values): Record<string, string | string[]> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : String(value)]));
}

function headerTexts(values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(texts(values)).map(([key, value]) => [key, Array.isArray(value) ? value.join(", ") : value]));
}

function encodeQuery(query: Record<string, string | string[]> = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) => [value].flat().map((v) => `${key}=${encodeURIComponent(v)}`));
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** The value of a header that the answer must have. */
function mustBeSet(name: string, value: string | null | undefined): string {
  if (value !== null && value !== undefined) return value;
  throw new APIError(500, { code: ErrCode.DataLoss, message: `Header \`${name}\` was unexpectedly ${value}` });
}

class BaseClient {
  private readonly target: BaseURL;
  private readonly options: ClientOptions;

  constructor(target: BaseURL, options: ClientOptions) {
    this.target = target;
    this.options = options;
  }

  /** Calls a typed endpoint. */
  typed(method: string, path: string, params: { query?: Values; headers?: Values; body?: unknown } = {}): Promise<globalThis.Response> {
    return this.raw(method, path, params.body === undefined ? undefined : JSON.stringify(params.body), {
      query: texts(params.query ?? {}),
      headers: { "Content-Type": "application/json", ...headerTexts(params.headers ?? {}) },
    });
  }

  /** Calls a typed endpoint and reads its answer. */
  async json<T>(...call: Parameters<BaseClient["typed"]>): Promise<T> {
    const response = await this.typed(...call);
    return (await response.json()) as T;
  }

  /** Calls a typed endpoint that has no answer. */
  async empty(...call: Parameters<BaseClient["typed"]>): Promise<void> {
    await this.typed(...call);
  }

  /** Calls any endpoint; an answer outside 2xx throws an APIError. */
  async raw(method: string, path: string, body?: RequestInit["body"], options: CallParameters = {}): Promise<globalThis.Response> {
    const { query, headers, ...rest } = options;
    const { requestInit = {}, fetcher = fetch } = this.options;
    const caller = await this.caller();
    const agent: Record<string, string> = inBrowser ? {} : { "User-Agent": "local-Generated-TS-Client (Encore/v1.58.6)" };
    const init: RequestInit = {
      ...requestInit,
      ...rest,
      method,
      body: body ?? null,
      headers: { ...agent, ...requestInit.headers, ...headers, ...caller.headers },
    };
    const response = await fetcher(this.target + path + encodeQuery({ ...query, ...caller.query }), init);
    if (!response.ok) throw await errorOf(response);
    return response;
  }

  /** The address of a stream, and the headers that go into its handshake. */
  async stream(path: string, params: { query?: Values; headers?: Values } = {}): Promise<[url: string, headers: Record<string, string>]> {
    const caller = await this.caller();
    const query = encodeQuery({ ...texts(params.query ?? {}), ...caller.query });
    return [this.target.replace(/^http/, "ws") + path + query, { ...headerTexts(params.headers ?? {}), ...caller.headers }];
  }

  /** Headers and query parameters that say who is calling. */
  private async caller(): Promise<{ headers: Record<string, string>; query: Record<string, string | string[]> }> {
    const { auth } = this.options;
    const params = typeof auth === "function" ? await auth() : auth;
    if (params === undefined) return { headers: {}, query: {} };
    return { headers: headerTexts({ Authorization: params.authorization }), query: texts({ access_token: params.access_token, ticket: params.ticket }) };
  }
}

class WebSocketConnection {
  readonly ws: WebSocket;
  private waiting: (() => void)[] = [];

  constructor(url: string, headers: Record<string, string>) {
    const encoded = btoa(JSON.stringify(headers)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
    const carries = Object.keys(headers).length > 0;
    this.ws = new WebSocket(url, carries ? ["encore-ws", `encore.dev.headers.${encoded}`] : ["encore-ws"]);
    this.on("error", () => this.changed());
    this.on("close", () => this.changed());
  }

  /** Wakes everybody who waits for a message or the end. */
  changed(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }

  nextChange(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Sends once the socket is open. */
  async send(message: unknown): Promise<void> {
    if (this.ws.readyState === WebSocket.CONNECTING) {
      await new Promise((resolve) => this.ws.addEventListener("open", resolve, { once: true }));
    }
    this.ws.send(JSON.stringify(message));
  }

  on(type: "error" | "close" | "message" | "open", handler: (event: any) => void): void {
    this.ws.addEventListener(type, handler);
  }

  off(type: "error" | "close" | "message" | "open", handler: (event: any) => void): void {
    this.ws.removeEventListener(type, handler);
  }

  close(): void {
    this.ws.close();
  }
}

/** A stream of messages to the client. */
export class StreamIn<Response> {
  readonly socket: WebSocketConnection;
  private readonly buffer: Response[] = [];

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocketConnection(url, headers);
    this.socket.on("message", (event: MessageEvent) => {
      this.buffer.push(JSON.parse(event.data) as Response);
      this.socket.changed();
    });
  }

  close(): void {
    this.socket.close();
  }

  /** The next message; undefined when the stream has ended. */
  async next(): Promise<Response | undefined> {
    for await (const message of this) return message;
    return undefined;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Response, undefined, void> {
    for (;;) {
      const message = this.buffer.shift();
      if (message !== undefined) yield message;
      else if (this.socket.ws.readyState === WebSocket.CLOSED) return undefined;
      else await this.socket.nextChange();
    }
  }
}

/** A stream of messages in both directions. */
export class StreamInOut<Request, Response> extends StreamIn<Response> {
  send(message: Request): Promise<void> {
    return this.socket.send(message);
  }
}

/** A stream of messages from the client, with one answer at its end. */
export class StreamOut<Request, Response> {
  readonly socket: WebSocketConnection;
  private readonly answer: Promise<Response>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocketConnection(url, headers);
    this.answer = new Promise((resolve) => {
      this.socket.on("message", (event: MessageEvent) => resolve(JSON.parse(event.data) as Response));
    });
  }

  response(): Promise<Response> {
    return this.answer;
  }

  close(): void {
    this.socket.close();
  }

  send(message: Request): Promise<void> {
    return this.socket.send(message);
  }
}

interface APIErrorResponse {
  code: ErrCode;
  message: string;
  details?: any;
}

async function errorOf(response: globalThis.Response): Promise<APIError> {
  const text = await response.text().catch(String);
  let said = text;
  try {
    const body: unknown = JSON.parse(text);
    if (isAPIErrorResponse(body)) return new APIError(response.status, body);
    said = JSON.stringify(body);
  } catch {
    // Not JSON: the text says it.
  }
  return new APIError(response.status, { code: ErrCode.Unknown, message: `request failed: status ${response.status}: ${said}` });
}

function isAPIErrorResponse(body: unknown): body is APIErrorResponse {
  const { code, message } = (body ?? {}) as Partial<APIErrorResponse>;
  return typeof message === "string" && code !== undefined && Object.values(ErrCode).includes(code);
}

/** What an Encore application answers when it does not do what was asked. */
export class APIError extends Error {
  /** The HTTP status. */
  readonly status: number;
  readonly code: ErrCode;
  readonly details?: any;

  constructor(status: number, response: APIErrorResponse) {
    super(response.message);
    this.name = "APIError";
    this.status = status;
    this.code = response.code;
    this.details = response.details;
  }
}

export function isAPIError(error: unknown): error is APIError {
  return error instanceof APIError;
}

/** The codes of errors, with their names on the wire. */
export const ErrCode = {
  OK: "ok",
  Canceled: "canceled",
  Unknown: "unknown",
  InvalidArgument: "invalid_argument",
  DeadlineExceeded: "deadline_exceeded",
  NotFound: "not_found",
  AlreadyExists: "already_exists",
  PermissionDenied: "permission_denied",
  ResourceExhausted: "resource_exhausted",
  FailedPrecondition: "failed_precondition",
  Aborted: "aborted",
  OutOfRange: "out_of_range",
  Unimplemented: "unimplemented",
  Internal: "internal",
  Unavailable: "unavailable",
  DataLoss: "data_loss",
  Unauthenticated: "unauthenticated",
} as const;

export type ErrCode = (typeof ErrCode)[keyof typeof ErrCode];
