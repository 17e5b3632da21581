import { Clock, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { api } from "../../api/client";
import type { api as apiTypes, contract } from "../../api/client.gen";
import { formatInstant, formatNear } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { Notice } from "../../ui/notice";
import { useFresh } from "../../ui/use-fresh";
import { useNow } from "../../ui/use-now";
import { RequestLabel } from "./labels";
import { REQUEST_STEPS, urgencyOf } from "./request-order";
import { sayFailure, useDeskAction } from "./use-desk-action";

const stepRequest = (id: string, params: apiTypes.StepRequestRequest): Promise<contract.ServiceRequest> =>
  api.guest.stepRequest(id, params);

interface RequestRowProps {
  request: contract.ServiceRequest;
  timeZone: string;
  mayWrite: boolean;
}

/** One request: what, where, by when, and its steps. */
export function RequestRow({ request, timeZone, mayWrite }: RequestRowProps): ReactNode {
  const isFresh = useFresh(request.version);
  const action = useDeskAction(stepRequest, () => {});
  const { id, version, state } = request;
  return (
    <li
      data-testid="request-row"
      className={cx(
        "flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-3 py-2 last:border-b-0",
        isFresh && "tint",
      )}
    >
      <span className="w-12 shrink-0 font-medium tabular-nums">{request.roomNumber ?? t("guest.noRoom")}</span>
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium [overflow-wrap:anywhere]">{request.wish}</p>
        <p className="text-xs text-muted">
          {t(`guest.request.category.${request.category}`)} · {t(`guest.request.channel.${request.channel}`)}
          {request.resolution !== null && ` · ${request.resolution}`}
        </p>
      </div>
      <Due request={request} timeZone={timeZone} />
      <RequestLabel state={state} />
      {mayWrite && (
        <div className="flex flex-wrap gap-2 max-sm:w-full">
          {REQUEST_STEPS[state].map((step) => (
            <Button
              key={step}
              look={step === "finish" ? "primary" : step === "cancel" ? "quiet" : "plain"}
              busy={action.isPending}
              aria-label={t(`guest.request.stepFor.${step}`, { wish: request.wish })}
              onClick={() => action.mutate({ id, params: { step, version } })}
            >
              {t(`guest.request.step.${step}`)}
            </Button>
          ))}
        </div>
      )}
      {action.error !== null && (
        <Notice tone="blocked" role="alert">
          {sayFailure(action.error)}
        </Notice>
      )}
    </li>
  );
}

/** When it is due, with an icon and a word once that matters. */
function Due({ request, timeZone }: Pick<RequestRowProps, "request" | "timeZone">): ReactNode {
  const now = useNow(15_000);
  const urgency = urgencyOf(request, now);
  if (urgency === "ended") return null;
  const Icon = urgency === "over" ? TriangleAlert : Clock;
  const time = formatNear(request.dueAt, timeZone, locale, now);
  return (
    <span
      title={formatInstant(request.dueAt, timeZone, locale)}
      className={cx(
        "inline-flex items-center gap-1 text-sm whitespace-nowrap tabular-nums",
        urgency === "over" && "font-medium text-blocked",
        urgency === "soon" && "font-medium text-attention",
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {t(urgency === "over" ? "guest.request.overdue" : "guest.request.due", { time })}
    </span>
  );
}
