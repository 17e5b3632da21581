import { call, type Answer, type ErrorBody } from "../../tests/lib/api";
import type { VisitorMessage } from "../contract/seed-types";
import type { ChatWidget } from "../contract/types";

export interface VisitorPage {
  messages: VisitorMessage[];
  cursor: number;
}

interface Begun {
  token: string;
  expires_at: string;
  conversation: { id: string; visitor_name: string | null };
}

/** Switches the widget of a property on, and resolves to its key. */
export async function openWidget(url: string, token: string, propertyId: number): Promise<string> {
  const now = await call<ChatWidget>(url, "GET", `/chat/widget?propertyId=${propertyId}`, { token });
  const body = { propertyId, version: now.body.version, isOn: true };
  const { siteKey } = (await call<ChatWidget>(url, "PUT", "/chat/widget", { token, body })).body;
  if (siteKey === null) throw new Error("the widget has no key");
  return siteKey;
}

/** What a visitor's browser does, over the real addresses. */
export class Visitor {
  readonly url: string;
  readonly token: string;
  readonly conversationId: string;

  constructor(url: string, token: string, conversationId = "") {
    this.url = url;
    this.token = token;
    this.conversationId = conversationId;
  }

  static async come(url: string, siteKey: string, name: string): Promise<Visitor> {
    const { status, body } = await Visitor.begin(url, { site_key: siteKey, name });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return new Visitor(url, body.token, body.conversation.id);
  }

  static begin(url: string, body: object): Promise<Answer<Begun & ErrorBody>> {
    return call<Begun & ErrorBody>(url, "POST", "/api/chatbot/conversation", { body });
  }

  send(body: object, headers: Record<string, string> = {}): Promise<Answer<VisitorMessage & ErrorBody>> {
    return call(this.url, "POST", "/api/chatbot/message", { body, headers: { ...this.#credential(), ...headers } });
  }

  async say(content: string): Promise<VisitorMessage> {
    const { status, body } = await this.send({ content });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  }

  poll(since?: number, etag?: string): Promise<Answer<VisitorPage & ErrorBody>> {
    const path = `/api/chatbot/messages${since === undefined ? "" : `?since=${since}`}`;
    const headers = { ...this.#credential(), ...(etag !== undefined && { "if-none-match": etag }) };
    return call(this.url, "GET", path, { headers });
  }

  #credential(): Record<string, string> {
    return this.token === "" ? {} : { "x-widget-token": this.token };
  }
}
