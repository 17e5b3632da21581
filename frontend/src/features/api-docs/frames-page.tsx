import { useQuery } from "@tanstack/react-query";
import { Link } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { t } from "../../lib/i18n/t";
import { Notice } from "../../ui/notice";
import { SkeletonRows } from "../../ui/skeleton";
import { type AsyncDocument, type Channel, type FrameEntry, readFrames } from "./async-document";
import { CodeBlock } from "./code-block";
import { Fields } from "./fields";
import { Frame } from "./frame";
import { Inline, Prose } from "./prose";

/** Every frame of the stream with its fields and examples, from the AsyncAPI document that comes with the front end's files. */
export function FramesPage(): ReactNode {
  const { data: document, isError } = useQuery({ queryKey: ["async-document"], queryFn: load, staleTime: Infinity });
  const isLoaded = document !== undefined;
  // The address may name a frame, which is on the page only now.
  useEffect(() => {
    if (isLoaded) window.document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, [isLoaded]);
  const groups = isLoaded ? groupsOf(document) : [];
  return (
    <Frame title={t("apiDocs.frames")} aside={<FrameContents groups={groups} />}>
      <section className="flex flex-col gap-3">
        <h1 className="text-xl font-semibold">{t("apiDocs.frames")}</h1>
        <p className="max-w-prose">
          <Inline text={t("apiDocs.framesIntro")} />{" "}
          <a href="/docs/realtime" className="text-accent underline">
            {t("apiDocs.protocol")}
          </a>
        </p>
      </section>
      {isError && <Notice tone="blocked">{t("apiDocs.failed")}</Notice>}
      {!isLoaded && !isError && <SkeletonRows rows={8} label={t("app.loading")} />}
      {isLoaded && <Ways channels={Object.values(document.channels)} />}
      {groups.map(({ title, entries }) => (
        <section key={title} aria-label={title} className="flex flex-col gap-4">
          <h2 className="text-lg font-semibold">{title}</h2>
          {entries.map((entry) => (
            <FrameView key={entry.id} entry={entry} />
          ))}
        </section>
      ))}
    </Frame>
  );
}

interface Group {
  title: string;
  entries: FrameEntry[];
}

function groupsOf(document: AsyncDocument): Group[] {
  const { sent, received, events } = readFrames(document);
  return [
    { title: t("apiDocs.sent"), entries: sent },
    { title: t("apiDocs.received"), entries: received },
    { title: t("apiDocs.events"), entries: events },
  ];
}

function Ways({ channels }: { channels: Channel[] }): ReactNode {
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      {channels.map(({ address, title, description }) => (
        <div key={address} className="panel flex min-w-0 flex-col gap-2 p-4">
          <h2 className="font-semibold">{title}</h2>
          <code className="text-xs break-all">{address}</code>
          <Prose text={description} className="text-sm" />
        </div>
      ))}
    </div>
  );
}

/** One message: its fields on the left, examples on the right. */
function FrameView({ entry: { id, title, summary, schema, examples } }: { entry: FrameEntry }): ReactNode {
  return (
    <article
      id={id}
      aria-labelledby={`${id}:title`}
      data-testid="frame-entry"
      className="panel scroll-mt-4 p-4 max-sm:p-3"
    >
      <header className="flex items-center gap-2">
        <h3 id={`${id}:title`} className="min-w-0 break-all">
          <code className="font-semibold">{title}</code>
        </h3>
        <a
          href={`#${id}`}
          aria-label={t("apiDocs.linkTo", { name: title })}
          className="rounded p-1 text-muted hover:text-text"
        >
          <Link aria-hidden className="size-3.5" />
        </a>
      </header>
      <div className="mt-3 grid gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div className="flex min-w-0 flex-col gap-3">
          <Prose text={summary} className="font-medium" />
          {(schema.anyOf ?? [schema]).map((of, i) => (
            <Fields key={i} schema={of} schemas={{}} />
          ))}
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          {examples.map((example, i) => (
            <CodeBlock key={i} title={t("apiDocs.example")} text={JSON.stringify(example, null, 2)} />
          ))}
        </div>
      </div>
    </article>
  );
}

function FrameContents({ groups }: { groups: Group[] }): ReactNode {
  return (
    <nav aria-label={t("apiDocs.contents")} className="flex flex-col gap-4 p-3">
      {groups.map(({ title, entries }) => (
        <div key={title}>
          <p className="px-2 pb-1 text-xs font-semibold text-muted">{title}</p>
          <ul>
            {entries.map(({ id, title: name, summary }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  title={summary}
                  className="flex min-h-8 items-center rounded px-2 hover:bg-sunken max-md:min-h-11"
                >
                  <code className="min-w-0 truncate text-xs">{name}</code>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

async function load(): Promise<AsyncDocument> {
  const response = await fetch("/asyncapi.json");
  if (!response.ok) throw new Error(`/asyncapi.json: ${response.status}`);
  return (await response.json()) as AsyncDocument;
}
