import { type Page, toPage } from "../../platform/pages";
import { anywhere } from "../../platform/request-fields";
import type { Queryable } from "../../platform/sql";
import type {
  Attendance,
  Department,
  Handover,
  StaffMember,
  MemberStatus,
  Shift,
  ShiftState,
  Task,
  TaskKind,
  TaskState,
  TaskStep,
} from "../contract/types";
import { columns, read } from "./staff.store";
import { byInstant, byName, type InstantPosition, type NamePosition } from "./cursors";

/** Whose rows, of which property. */
export interface Place {
  orgId: string;
  propertyId: number;
}

export interface PageRequest<P> {
  limit: number;
  after: P | null;
}

interface MemberFilter extends Place {
  status: MemberStatus | null;
  department: Department | null;
  q: string | null;
}

/** Members by name. */
export async function listMembers(
  db: Queryable,
  filter: MemberFilter,
  page: PageRequest<NamePosition>,
): Promise<Page<StaffMember>> {
  const { rows } = await db.query(
    `SELECT ${columns("member")} FROM member
     WHERE org_id = $1 AND property_id = $2 AND ($3::text IS NULL OR status = $3) AND ($4::text IS NULL OR department = $4)
       AND ($5::text IS NULL OR name ILIKE $5 OR employee_no ILIKE $5)
       AND ($6::text IS NULL OR (name, id) > ($6, $7::uuid))
     ORDER BY name, id LIMIT $8`,
    [
      filter.orgId,
      filter.propertyId,
      filter.status,
      filter.department,
      anywhere(filter.q),
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.limit + 1,
    ],
  );
  return toPage(
    rows.map((row) => read("member", row)),
    page.limit,
    (last) => byName.encode([last.name, last.id]),
  );
}

interface ShiftFilter extends Place {
  /** Instants; shifts that overlap them. */
  from: string;
  to: string;
  state: ShiftState | null;
  memberId: string | null;
  withDrafts: boolean;
}

/** Shifts by their begin. */
export async function listShifts(
  db: Queryable,
  filter: ShiftFilter,
  page: PageRequest<InstantPosition>,
): Promise<Page<Shift>> {
  const { rows } = await db.query(
    `SELECT ${columns("shift")} FROM shift
     WHERE org_id = $1 AND property_id = $2 AND starts_at < $4 AND ends_at > $3
       AND ($5::text IS NULL OR state = $5) AND ($6::uuid IS NULL OR member_id = $6) AND ($7 OR state <> 'draft')
       AND ($8::timestamptz IS NULL OR (starts_at, id) > ($8, $9::uuid))
     ORDER BY starts_at, id LIMIT $10`,
    [
      filter.orgId,
      filter.propertyId,
      filter.from,
      filter.to,
      filter.state,
      filter.memberId,
      filter.withDrafts,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.limit + 1,
    ],
  );
  return toPage(
    rows.map((row) => read("shift", row)),
    page.limit,
    (last) => byInstant.encode([last.startsAt, last.id]),
  );
}

/** Who is on duty, longest first. */
export async function listOnDuty(db: Queryable, { orgId, propertyId }: Place): Promise<Attendance[]> {
  const { rows } = await db.query(
    `SELECT ${columns("attendance")} FROM attendance
     WHERE org_id = $1 AND property_id = $2 AND ended_at IS NULL ORDER BY started_at, id`,
    [orgId, propertyId],
  );
  return rows.map((row) => read("attendance", row));
}

/** Attendances that touch the time between two instants, newest first. */
export async function listAttendance(
  db: Queryable,
  filter: Place & { from: string; to: string },
  page: PageRequest<InstantPosition>,
): Promise<Page<Attendance>> {
  const { rows } = await db.query(
    `SELECT ${columns("attendance")} FROM attendance
     WHERE org_id = $1 AND property_id = $2 AND started_at < $4 AND coalesce(ended_at, 'infinity') > $3
       AND ($5::timestamptz IS NULL OR (started_at, id) < ($5, $6::uuid))
     ORDER BY started_at DESC, id DESC LIMIT $7`,
    [
      filter.orgId,
      filter.propertyId,
      filter.from,
      filter.to,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.limit + 1,
    ],
  );
  return toPage(
    rows.map((row) => read("attendance", row)),
    page.limit,
    (last) => byInstant.encode([last.startedAt, last.id]),
  );
}

/** Handovers, newest first. */
export async function listHandovers(
  db: Queryable,
  filter: Place & { department: Department | null; isOpen: boolean | null },
  page: PageRequest<InstantPosition>,
): Promise<Page<Handover>> {
  const { rows } = await db.query(
    `SELECT ${columns("handover")} FROM handover
     WHERE org_id = $1 AND property_id = $2 AND ($3::text IS NULL OR department = $3)
       AND ($4::boolean IS NULL OR (acknowledged_at IS NULL) = $4)
       AND ($5::timestamptz IS NULL OR (written_at, id) < ($5, $6::uuid))
     ORDER BY written_at DESC, id DESC LIMIT $7`,
    [
      filter.orgId,
      filter.propertyId,
      filter.department,
      filter.isOpen,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.limit + 1,
    ],
  );
  return toPage(
    rows.map((row) => read("handover", row)),
    page.limit,
    (last) => byInstant.encode([last.writtenAt, last.id]),
  );
}

interface TaskFilter extends Place {
  states: readonly TaskState[] | null;
  kind: TaskKind | null;
  assigneeId: string | null;
  /** Due before this instant. */
  dueBefore: string | null;
  q: string | null;
}

/** Tasks, newest first. */
export async function listTasks(
  db: Queryable,
  filter: TaskFilter,
  page: PageRequest<InstantPosition>,
): Promise<Page<Task>> {
  const { rows } = await db.query(
    `SELECT ${columns("task")} FROM task
     WHERE org_id = $1 AND property_id = $2 AND ($3::text[] IS NULL OR state = ANY($3)) AND ($4::text IS NULL OR kind = $4)
       AND ($5::uuid IS NULL OR assignee_id = $5) AND ($6::timestamptz IS NULL OR due_at < $6)
       AND ($7::text IS NULL OR title ILIKE $7 OR room ILIKE $7 OR notes ILIKE $7)
       AND ($8::timestamptz IS NULL OR (created_at, id) < ($8, $9::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $10`,
    [
      filter.orgId,
      filter.propertyId,
      filter.states,
      filter.kind,
      filter.assigneeId,
      filter.dueBefore,
      anywhere(filter.q),
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.limit + 1,
    ],
  );
  return toPage(
    rows.map((row) => read("task", row)),
    page.limit,
    (last) => byInstant.encode([last.createdAt, last.id]),
  );
}

/** What became of a task, first to last. */
export async function listTaskSteps(db: Queryable, orgId: string, taskId: string): Promise<TaskStep[]> {
  const { rows } = await db.query<Omit<TaskStep, "at"> & { at: Date }>(
    `SELECT step, state, by, at, note FROM task_step WHERE org_id = $1 AND task_id = $2 ORDER BY version`,
    [orgId, taskId],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
