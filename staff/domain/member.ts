import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import { readText } from "../../platform/text";
import type { Department, StaffMember, MemberStatus } from "../contract/types";

export interface MemberRequest {
  name: string;
  department: Department;
  position?: string;
  employeeNo?: string;
  status?: MemberStatus;
}

type MemberDetails = Pick<StaffMember, "name" | "department" | "position" | "employeeNo" | "status">;

const NAME_LENGTH = 100;
const NUMBER_LENGTH = 32;

/** Who a request describes, or everything that is wrong with it at once. @param before stays unless the request says otherwise */
export function describeMember(
  request: MemberRequest,
  before: MemberStatus,
): Outcome<MemberDetails, "request_invalid"> {
  const name = readText("name", request.name, NAME_LENGTH) ?? {
    path: "name",
    code: "required",
    message: "is empty; say who it is",
  };
  const position = readText("position", request.position, NAME_LENGTH);
  const employeeNo = readText("employeeNo", request.employeeNo, NUMBER_LENGTH);
  if (isError(name) || isError(position) || isError(employeeNo))
    return refuse("request_invalid", { errors: [name, position, employeeNo].filter(isError) });
  return accept({ name, department: request.department, position, employeeNo, status: request.status ?? before });
}

const isError = (value: unknown): value is FieldError => typeof value === "object" && value !== null && "path" in value;
