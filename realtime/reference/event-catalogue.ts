import type { StreamService } from "../../platform/events";
import { permissionTo } from "../domain/audience";
import { CATALOGUE, isStateLike } from "../domain/catalogue";
import { EVENT_WORDS } from "./described";

interface Example {
  type: string;
  v: number;
  entity: { kind: string };
  class: string;
  data: unknown;
}

/** Every event there is, as a page of the documentation: by stream, with who sees it and an example. */
export function eventCatalogue(): string {
  const streams = Object.keys(CATALOGUE).toSorted() as StreamService[];
  return `# Events

Every event of every stream, generated from the services' schemas; the envelope is described in [realtime/SPEC.md](../realtime/SPEC.md), the schemas field by field at \`/docs/frames\` of a running Lobby and in \`/asyncapi.json\`. "Newest says all": who is behind may get the newest event of an entity alone (RT22).

${streams.map(section).join("\n\n")}
`;
}

function section(stream: StreamService): string {
  const events = Object.entries(EVENT_WORDS)
    .filter(([name]) => name.startsWith(`${stream}/`))
    .map(([name, { summary, examples }]) => ({
      type: name.slice(stream.length + 1),
      summary,
      examples: examples as unknown as Example[],
    }));
  const rows = events.map(({ type, summary, examples }) => {
    const kinds = [...new Set(examples.map(({ entity }) => entity.kind))].join(", ");
    const versions = [...new Set(examples.map(({ v }) => v))].join(", ");
    return `| \`${type}\` | ${versions} | ${kinds} | ${isStateLike(stream, type) ? "yes" : "no"} | ${summary.replaceAll("|", "\\|")} |`;
  });
  return `## ${stream}

${audience(stream)}

| event | version | entity | newest says all | |
|---|---|---|---|---|
${rows.join("\n")}

${events.map(({ type, examples }) => example(type, examples[0])).join("\n\n")}`;
}

function audience(stream: StreamService): string {
  const [normal, restricted] = [permissionTo(stream, "normal"), permissionTo(stream, "restricted")];
  if (stream === "chat")
    return "Seen by the members of the conversation; see [chat/README.md](../chat/README.md#events).";
  if (normal === null && restricted === null) return "Seen by nobody outside the server.";
  const also = restricted === null ? "" : `; events of class \`restricted\` by who holds \`${restricted}\``;
  return `Seen by who holds ${normal === null ? "nothing less than the restricted right" : `\`${normal}\``} at the property${also}.`;
}

const example = (type: string, { data }: Example = { data: null } as Example): string =>
  `\`data\` of \`${type}\`:\n\n\`\`\`json\n${JSON.stringify(data, null, 2)}\n\`\`\``;
