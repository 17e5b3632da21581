import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./class-names";

type Tone = "good" | "attention" | "blocked" | "neutral";

const TONES: Record<Tone, { box: string; icon: typeof Info }> = {
  good: { box: "bg-good-soft text-good", icon: CircleCheck },
  attention: { box: "bg-attention-soft text-attention", icon: TriangleAlert },
  blocked: { box: "bg-blocked-soft text-blocked", icon: CircleAlert },
  neutral: { box: "bg-sunken text-muted", icon: Info },
};

interface NoticeProps extends ComponentProps<"div"> {
  tone: Tone;
  children: ReactNode;
}

/** A message in place; colour always comes with an icon and words. */
export function Notice({ tone, children, className, ...rest }: NoticeProps): ReactNode {
  const { box, icon: Icon } = TONES[tone];
  return (
    <div {...rest} className={cx("flex items-start gap-2 rounded-md p-3 text-sm", box, className)}>
      <Icon aria-hidden className="mt-px size-4 shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
