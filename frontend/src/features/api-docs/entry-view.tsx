import { Link } from "lucide-react";
import type { ReactNode } from "react";
import { t, type TextKey } from "../../lib/i18n/t";
import { AccessBadge, MethodBadge } from "./badges";
import { CodeBlock } from "./code-block";
import { curlOf } from "./curl";
import type { Parameter, Schema, Schemas } from "./document";
import type { Entry } from "./entries";
import { exampleOf } from "./example";
import { Fields, Parameters } from "./fields";
import { Prose } from "./prose";

const PLACES: [place: Parameter["in"], title: TextKey][] = [
  ["path", "apiDocs.inPath"],
  ["query", "apiDocs.inQuery"],
  ["header", "apiDocs.inHeader"],
  ["cookie", "apiDocs.inCookie"],
];

/** Everything about one endpoint: words on the left, what to copy on the right. */
export function EntryView({ entry, schemas }: { entry: Entry; schemas: Schemas }): ReactNode {
  return (
    <article
      id={entry.id}
      aria-labelledby={`${entry.id}:title`}
      data-testid="api-entry"
      className="panel scroll-mt-4 p-4 max-sm:p-3"
    >
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        {entry.methods.map((method) => (
          <MethodBadge key={method} method={method} />
        ))}
        <h3 id={`${entry.id}:title`} className="min-w-0 break-all">
          <code className="font-semibold">{entry.path}</code>
        </h3>
        <a
          href={`#${entry.id}`}
          aria-label={t("apiDocs.linkTo", { name: entry.id })}
          className="rounded p-1 text-muted hover:text-text"
        >
          <Link aria-hidden className="size-3.5" />
        </a>
        <span className="ms-auto">
          <AccessBadge access={entry.access} />
        </span>
      </header>
      <div className="mt-3 grid gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <Words entry={entry} schemas={schemas} />
        <Examples entry={entry} schemas={schemas} />
      </div>
    </article>
  );
}

function Words({ entry, schemas }: { entry: Entry; schemas: Schemas }): ReactNode {
  const { request, response, responseHeaders, isRaw } = entry;
  const isStream = entry.stream !== undefined;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-col gap-2">
        <Prose text={entry.summary} className="font-medium" />
        <Prose text={entry.description} />
        {isRaw && <p className="text-muted">{t("apiDocs.raw")}</p>}
        {isStream && (
          <p>
            <a href="/docs/realtime" className="text-accent underline">
              {t("apiDocs.rules")}
            </a>
          </p>
        )}
      </div>
      {PLACES.map(([place, title]) => (
        <Named key={place} title={t(title)} fields={entry.parameters.filter((p) => p.in === place)} schemas={schemas} />
      ))}
      <Json title={t(isStream ? "apiDocs.sent" : "apiDocs.body")} schema={request} schemas={schemas} />
      <Named title={t("apiDocs.answerHeaders")} fields={responseHeaders} schemas={schemas} />
      <Json title={t(isStream ? "apiDocs.received" : "apiDocs.answer")} schema={response} schemas={schemas} />
      {response === undefined && !isStream && !isRaw && <p className="text-sm text-muted">{t("apiDocs.empty")}</p>}
    </div>
  );
}

function Examples({ entry, schemas }: { entry: Entry; schemas: Schemas }): ReactNode {
  const { request, response } = entry;
  const isStream = entry.stream !== undefined;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {!isStream && <CodeBlock title="curl" text={curlOf(entry, location.origin, schemas)} />}
      <Example title={t(isStream ? "apiDocs.exampleSent" : "apiDocs.exampleBody")} schema={request} schemas={schemas} />
      <Example
        title={t(isStream ? "apiDocs.exampleReceived" : "apiDocs.exampleAnswer")}
        schema={response}
        schemas={schemas}
      />
    </div>
  );
}

interface JsonProps {
  title: string;
  schema: Schema | undefined;
  schemas: Schemas;
}

function Example({ title, schema, schemas }: JsonProps): ReactNode {
  const text = schema === undefined ? "{}" : JSON.stringify(exampleOf(schema, schemas), null, 2);
  return text === "{}" ? null : <CodeBlock title={title} text={text} />;
}

function Json({ title, schema, schemas }: JsonProps): ReactNode {
  if (schema === undefined) return null;
  return (
    <Part title={title}>
      <Fields schema={schema} schemas={schemas} />
    </Part>
  );
}

function Named({
  title,
  fields,
  schemas,
}: {
  title: string;
  fields: Omit<Parameter, "in">[];
  schemas: Schemas;
}): ReactNode {
  if (fields.length === 0) return null;
  return (
    <Part title={title}>
      <Parameters parameters={fields} schemas={schemas} />
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section>
      <h4 className="border-b border-line pb-1 text-xs font-semibold text-muted">{title}</h4>
      {children}
    </section>
  );
}
