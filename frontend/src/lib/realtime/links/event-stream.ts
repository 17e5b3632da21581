/** One message of an event stream, as the HTML standard has it: its data lines joined, and the newest id so far. */
interface Message {
  data: string;
  id: string;
}

/** Cuts the text of an event stream into messages, wherever the network has cut it. */
export class EventStreamReader {
  #rest = "";
  #data: string[] = [];
  #id = "";

  /** The messages that this part completes. */
  read(part: string): Message[] {
    const lines = (this.#rest + part).split("\n");
    this.#rest = lines.pop() ?? "";
    return lines.flatMap((line) => this.#take(line.endsWith("\r") ? line.slice(0, -1) : line));
  }

  #take(line: string): Message[] {
    const [, field = "", value = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (field === "data") this.#data.push(value);
    if (field === "id") this.#id = value;
    if (line !== "" || this.#data.length === 0) return [];
    const message = { data: this.#data.join("\n"), id: this.#id };
    this.#data = [];
    return [message];
  }
}
