import type { contract } from "../../api/client.gen";

export type Revenue = contract.Revenue;
export type RevenueSource = contract.RevenueSource;
export type PaymentMode = contract.PaymentMode;

export const SOURCES = ["room", "fnb", "addon", "other"] as const satisfies readonly RevenueSource[];
export const PAYMENT_MODES = ["cash", "card", "bank", "upi", "ota", "credit"] as const satisfies readonly PaymentMode[];
/** Paid through a bank, which gives the payment a reference. */
export const WITH_REFERENCE: ReadonlySet<PaymentMode> = new Set<PaymentMode>(["bank", "card", "upi"]);

export const isSource = (value: unknown): value is RevenueSource => SOURCES.includes(value as RevenueSource);
export const isPaymentMode = (value: unknown): value is PaymentMode => PAYMENT_MODES.includes(value as PaymentMode);
