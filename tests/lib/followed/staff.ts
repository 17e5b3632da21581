import { newId } from "../../../platform/ids";
import { inTx } from "../../../platform/tx";
import { pool as staffPool } from "../../../staff/store/db";
import { insert as insertStaff } from "../../../staff/store/staff.store";
import { call } from "../api";
import { type Api, changedRow, type Followed, post, readPages, type Row, takeSteps } from "./followed";

/** An entity of staff: each of its events carries the row whole. */
const staffEntity = (service: "staff" | "tasks", kind: string, list: string, write: Followed["write"]): Followed => ({
  service,
  kind,
  readAll: (api, propertyId) => readPages(api, `${list}propertyId=${propertyId}`),
  rowOf: (event) => (event.entity.kind === kind ? changedRow(event) : null),
  write,
  async importRow(orgId, propertyId) {
    const row = { id: newId(), version: 1, propertyId, personId: null, employeeNo: null, name: "Imported" } as const;
    const member = { ...row, department: "engineering", position: null, status: "active" } as const;
    await inTx(staffPool, (tx) => insertStaff(tx, "member", orgId, member));
    return row.id;
  },
});

const DAYS = "from=2026-11-01T00:00:00Z&to=2026-12-31T00:00:00Z";
const department = "housekeeping";
const addMember = (api: Api, propertyId: number, name: string): Promise<Row> =>
  post(api, "/staff/members", { propertyId, department, name });

export const STAFF: readonly Followed[] = [
  staffEntity("staff", "member", "/staff/members?", async (api, propertyId, n) => {
    const { id } = await addMember(api, propertyId, `Member ${n}`);
    if (n % 2 === 0) return;
    const body = { version: 1, department, name: `Member ${n}`, status: "left" };
    await call(api.url, "PUT", `/staff/members/${id}`, { token: api.token, body });
  }),
  staffEntity("staff", "shift", `/staff/shifts?${DAYS}&`, async (api, propertyId, n) => {
    const [startsAt, endsAt] = ["2026-11-20T06:00:00Z", "2026-11-20T14:00:00Z"];
    const { id: memberId } = await addMember(api, propertyId, `Planned ${n}`);
    const plan = { propertyId, department, startsAt, endsAt, memberId, note: `Shift ${n}` };
    const { id } = await post(api, "/staff/shifts", plan);
    const steps = [["publish", "accept", "start", "end"], ["publish", "cancel"], ["publish"], []][n % 4]!;
    await takeSteps(
      api,
      "/staff/shifts",
      { id, version: 1 },
      steps.map((step) => ["step", { step }]),
    );
  }),
  staffEntity("staff", "attendance", `/staff/attendance?${DAYS}&`, async (api, propertyId, n) => {
    const { id: memberId } = await addMember(api, propertyId, `Worker ${n}`);
    await post(api, "/staff/clock", { propertyId, memberId, kind: "in" });
    if (n % 2 === 0) await post(api, "/staff/clock", { propertyId, memberId, kind: "out" });
  }),
  staffEntity("staff", "handover", "/staff/handovers?", async (api, propertyId, n) => {
    await post(api, "/staff/handovers", { propertyId, department, text: `Handover ${n}` });
  }),
  staffEntity("tasks", "task", "/tasks?", async (api, propertyId, n) => {
    const { id: assigneeId } = await addMember(api, propertyId, `Doer ${n}`);
    const task = await post(api, "/tasks", { propertyId, title: `Task ${n}`, assigneeId });
    const steps = [["accept", "start", "finish", "inspect", "reopen"], ["skip"], ["accept", "start"], []][n % 4]!;
    await takeSteps(
      api,
      "/tasks",
      task,
      steps.map((step) => ["step", { step, note: "for the test" }]),
    );
  }),
];
