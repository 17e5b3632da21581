import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import { CodeBlock } from "./code-block";
import { Inline } from "./prose";

const CODES: [status: number, codes: string][] = [
  [400, "invalid_argument, failed_precondition, out_of_range"],
  [401, "unauthenticated"],
  [403, "permission_denied"],
  [404, "not_found"],
  [409, "already_exists, aborted"],
  [429, "resource_exhausted"],
  [500, "internal, unknown, data_loss"],
  [503, "unavailable"],
];

/** What holds for every endpoint. */
export function Introduction(): ReactNode {
  const origin = location.origin;
  return (
    <section id="introduction" className="flex flex-col gap-4">
      <h1 className="text-xl font-semibold">{t("apiDocs.title")}</h1>
      <p className="max-w-prose">
        <Inline text={t("apiDocs.intro", { origin })} />
      </p>
      <div className="grid gap-4 lg:grid-cols-2">
        <div className="panel flex min-w-0 flex-col gap-2 p-4">
          <h2 className="font-semibold">{t("apiDocs.loginTitle")}</h2>
          <p>
            <Inline text={t("apiDocs.login")} />
          </p>
          <CodeBlock
            title="curl"
            text={`curl -X POST '${origin}/identity/login' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"email":"…","password":"…"}'`}
          />
        </div>
        <div className="panel flex min-w-0 flex-col gap-2 p-4">
          <h2 className="font-semibold">{t("apiDocs.errorsTitle")}</h2>
          <p>
            <Inline text={t("apiDocs.errors")} />
          </p>
          <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-sm">
            {CODES.map(([status, codes]) => (
              <div key={status} className="contents">
                <dt className="font-semibold tabular-nums">{status}</dt>
                <dd className="min-w-0 break-words">
                  <code className="text-xs">{codes}</code>
                </dd>
              </div>
            ))}
          </dl>
        </div>
      </div>
      <p>
        <Inline text={t("apiDocs.realtime")} />{" "}
        <a href="/docs/realtime" className="text-accent underline">
          {t("apiDocs.protocol")}
        </a>
      </p>
    </section>
  );
}
