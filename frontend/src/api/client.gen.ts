/* eslint-disable */
export type BaseURL = string;
export type Fetcher = typeof fetch;
export type AuthDataGenerator = () => identity.Credentials | Promise<identity.Credentials | undefined> | undefined;
export interface ClientOptions {
  fetcher?: Fetcher;
  requestInit?: Omit<RequestInit, "headers"> & { headers?: Record<string, string> };
  auth?: identity.Credentials | AuthDataGenerator;
}
type Call = (method: string, path: string, params?: { body?: unknown; headers?: Record<string, string | undefined>; query?: Record<string, string | undefined> }) => Promise<any>;

export default class Client {
  public readonly finance: finance.ServiceClient;
  public readonly identity: identity.ServiceClient;
  constructor(target: BaseURL, options: ClientOptions = {}) {
    const call: Call = async (method, path, params = {}) => {
      const headers: Record<string, string> = { "Content-Type": "application/json", ...options.requestInit?.headers };
      for (const [k, v] of Object.entries(params.headers ?? {})) if (v !== undefined) headers[k] = v;
      const auth = typeof options.auth === "function" ? await options.auth() : options.auth;
      if (auth?.authorization) headers["Authorization"] = auth.authorization;
      const query = new URLSearchParams();
      for (const [k, v] of Object.entries(params.query ?? {})) if (v !== undefined) query.set(k, v);
      const url = target + path + (query.size > 0 ? `?${query}` : "");
      const body = params.body === undefined ? null : JSON.stringify(params.body);
      const resp = await (options.fetcher ?? fetch)(url, { ...options.requestInit, method, headers, body });
      const text = await resp.text();
      if (!resp.ok) {
        let error: any = { code: ErrCode.Unknown, message: `request failed: status ${resp.status}: ${text}` };
        try { error = JSON.parse(text); } catch {}
        throw new APIError(resp.status, error);
      }
      return text === "" ? undefined : JSON.parse(text);
    };
    this.finance = new finance.ServiceClient(call);
    this.identity = new identity.ServiceClient(call);
  }
}

export namespace finance {
  export type RevenueSource = "room" | "fnb" | "addon" | "other";
  export type PaymentMode = "cash" | "card" | "bank" | "upi" | "ota" | "credit";
  export interface Revenue { id: string; version: number; propertyId: number; amountMinor: number; currency: string; source: RevenueSource; paymentMode: PaymentMode; bankReference: string | null; description: string | null; businessDate: string; occurredAt: string; recordedBy: string; recordedAt: string }
  export interface RevenueTotal { source: RevenueSource; currency: string; amountMinor: number; count: number }
  export interface GetRevenueTotalsRequest { propertyId: number; businessDate?: string }
  export interface GetRevenueTotalsResponse { businessDate: string; totals: RevenueTotal[] }
  export interface ListRevenueRequest { propertyId: number; limit?: number; cursor?: string; from?: string; to?: string; source?: RevenueSource; paymentMode?: PaymentMode; q?: string }
  export interface ListRevenueResponse { data: Revenue[]; nextCursor: string | null; hasMore: boolean }
  export interface RecordRevenueRequest { propertyId: number; amount?: number; amountMinor?: number; currency?: string; source?: RevenueSource; paymentMode?: PaymentMode; bankReference?: string; description?: string; transactionDate?: string; occurredAt?: string; idempotencyKey?: string }
  export class ServiceClient {
    private call: Call;
    constructor(call: Call) {
      this.call = call;
      this.getRevenueTotals = this.getRevenueTotals.bind(this);
      this.listRevenue = this.listRevenue.bind(this);
      this.recordRevenue = this.recordRevenue.bind(this);
    }
    public async getRevenueTotals(params: GetRevenueTotalsRequest): Promise<GetRevenueTotalsResponse> {
      return this.call("GET", "/finance/revenue-totals", { query: strings(params) });
    }
    public async listRevenue(params: ListRevenueRequest): Promise<ListRevenueResponse> {
      return this.call("GET", "/finance/revenue", { query: strings(params) });
    }
    public async recordRevenue({ idempotencyKey, ...body }: RecordRevenueRequest): Promise<Revenue> {
      return this.call("POST", "/finance/revenue", { body, headers: { "Idempotency-Key": idempotencyKey } });
    }
  }
}

export namespace identity {
  export interface Credentials { authorization?: string; access_token?: string; ticket?: string }
  export type Permission = "finance.revenue.read" | "finance.revenue.record" | "finance.restricted.read" | "property.read" | "realtime.metrics.read";
  export interface TokenPair { accessToken: string; refreshToken: string; expiresIn: number }
  export interface Ticket { ticket: string; expiresIn: number }
  export interface MyProperty { id: number; name: string; timeZone: string; currency: string; businessDate: string; permissions: Permission[] }
  export interface Me { person: { id: string; name: string; email: string }; organisation: { id: string; name: string }; properties: MyProperty[] }
  export interface PersonName { id: string; name: string }
  export interface ListPeopleResponse { data: PersonName[] }
  export class ServiceClient {
    private call: Call;
    constructor(call: Call) {
      this.call = call;
    }
    public async login(params: { email: string; password: string }): Promise<TokenPair> { return this.call("POST", "/identity/login", { body: params }); }
    public async refresh(params: { refreshToken: string }): Promise<TokenPair> { return this.call("POST", "/identity/refresh", { body: params }); }
    public async logout(): Promise<void> { return this.call("POST", "/identity/logout"); }
    public async me(): Promise<Me> { return this.call("GET", "/identity/me"); }
    public async listPeople(): Promise<ListPeopleResponse> { return this.call("GET", "/identity/people"); }
    public async createTicket(): Promise<Ticket> { return this.call("POST", "/realtime/ticket"); }
  }
}

const strings = (params: object): Record<string, string | undefined> => Object.fromEntries(Object.entries(params).map(([k, v]) => [k, v === undefined ? undefined : String(v)]));

export class APIError extends Error {
  public readonly status: number;
  public readonly code: ErrCode;
  public readonly details?: any;
  constructor(status: number, response: { code: ErrCode; message: string; details?: any }) {
    super(response.message);
    this.name = "APIError";
    this.status = status;
    this.code = response.code;
    this.details = response.details;
  }
}
export function isAPIError(err: any): err is APIError { return err instanceof APIError; }
export const ErrCode = { Unknown: "unknown" } as const;
export type ErrCode = string;
