import {
  BedDouble,
  BellRing,
  CalendarCheck,
  CalendarX,
  Check,
  CircleSlash,
  DoorClosed,
  DoorOpen,
  Hourglass,
  KeyRound,
  type LucideIcon,
  Sparkles,
  SprayCan,
  Wrench,
} from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { cx } from "../../ui/class-names";

type Tone = "good" | "attention" | "blocked" | "neutral";

const TONES: Record<Tone, string> = {
  good: "bg-good-soft text-good",
  attention: "bg-attention-soft text-attention",
  blocked: "bg-blocked-soft text-blocked",
  neutral: "bg-sunken text-muted",
};

/** A state: colour, icon and word together. */
function Label({ tone, icon: Icon, children }: { tone: Tone; icon: LucideIcon; children: ReactNode }): ReactNode {
  return (
    <span className={cx("inline-flex h-6 items-center gap-1 rounded-full px-2 text-xs whitespace-nowrap", TONES[tone])}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {children}
    </span>
  );
}

const STAYS: Record<contract.StayState, { tone: Tone; icon: LucideIcon }> = {
  confirmed: { tone: "attention", icon: CalendarCheck },
  assigned: { tone: "neutral", icon: KeyRound },
  checked_in: { tone: "good", icon: BedDouble },
  due_out: { tone: "attention", icon: DoorOpen },
  checked_out: { tone: "neutral", icon: DoorClosed },
  cancelled: { tone: "blocked", icon: CalendarX },
  no_show: { tone: "blocked", icon: CircleSlash },
};

export function StayLabel({ state }: { state: contract.StayState }): ReactNode {
  return <Label {...STAYS[state]}>{t(`guest.state.${state}`)}</Label>;
}

const REQUESTS: Record<contract.RequestState, { tone: Tone; icon: LucideIcon }> = {
  open: { tone: "attention", icon: BellRing },
  in_progress: { tone: "neutral", icon: Hourglass },
  done: { tone: "good", icon: Check },
  cancelled: { tone: "blocked", icon: CircleSlash },
};

export function RequestLabel({ state }: { state: contract.RequestState }): ReactNode {
  return <Label {...REQUESTS[state]}>{t(`guest.request.state.${state}`)}</Label>;
}

const HOUSEKEEPING: Record<contract.Housekeeping, { tone: Tone; icon: LucideIcon }> = {
  dirty: { tone: "attention", icon: SprayCan },
  clean: { tone: "good", icon: Sparkles },
  inspected: { tone: "good", icon: CalendarCheck },
};

export function HousekeepingLabel({ state }: { state: contract.Housekeeping }): ReactNode {
  return <Label {...HOUSEKEEPING[state]}>{t(`guest.housekeeping.${state}`)}</Label>;
}

/** Nothing for a room that is in service. */
export function ServiceLabel({ state }: { state: contract.RoomService }): ReactNode {
  if (state === "in") return null;
  return (
    <Label tone="blocked" icon={Wrench}>
      {t(`guest.service.${state}`)}
    </Label>
  );
}
