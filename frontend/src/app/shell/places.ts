import {
  ChartColumn,
  ConciergeBell,
  Files,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  MessagesSquare,
  ReceiptText,
} from "lucide-react";
import type { contract } from "../../api/client.gen";
import type { TextKey } from "../../lib/i18n/t";

/** A page of a property in the menu. */
interface PropertyPlace {
  to:
    | "/p/$property/front-desk"
    | "/p/$property/finance"
    | "/p/$property/tasks"
    | "/p/$property/chat"
    | "/p/$property/today"
    | "/p/$property/files"
    | "/p/$property/reports";
  label: TextKey;
  icon: LucideIcon;
  /** Shown to who has it at the property. */
  permission: contract.Permission;
}

/** The menu, in its order. */
export const PLACES: readonly PropertyPlace[] = [
  { to: "/p/$property/today", label: "shell.today", icon: LayoutDashboard, permission: "reports.dashboard.read" },
  { to: "/p/$property/front-desk", label: "shell.frontDesk", icon: ConciergeBell, permission: "guest.stay.read" },
  { to: "/p/$property/finance", label: "shell.finance", icon: ReceiptText, permission: "finance.revenue.read" },
  { to: "/p/$property/tasks", label: "shell.tasks", icon: ListChecks, permission: "task.read" },
  { to: "/p/$property/chat", label: "shell.chat", icon: MessagesSquare, permission: "chat.room.read" },
  { to: "/p/$property/files", label: "shell.files", icon: Files, permission: "uploads.file.read" },
  { to: "/p/$property/reports", label: "shell.reports", icon: ChartColumn, permission: "reports.figures.read" },
];
