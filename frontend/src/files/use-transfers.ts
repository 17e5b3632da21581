import { useQuery } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import type { contract } from "../api/client.gen";
import { formatBytes } from "../lib/bytes";
import { t } from "../lib/i18n/t";
import { locale } from "../lib/locale";
import { limitsQuery } from "./files.queries";
import { type Destination, destinationKey, refusalOf, type Transfer } from "./transfer";
import { theTransfers } from "./transfers";

/** The transfers to a destination; without one, all of the property's. */
export function useTransfers(propertyId: number, destination?: Destination): Transfer[] {
  const transfers = theTransfers();
  const shown = useSyncExternalStore(transfers.subscribe, transfers.shown);
  return shown.filter(
    (transfer) =>
      transfer.propertyId === propertyId &&
      (destination === undefined || destinationKey(transfer.destination) === destinationKey(destination)),
  );
}

interface AddFiles {
  add: (files: readonly File[]) => void;
  /** Those of the last choice that the purpose does not allow, in words. */
  refused: string[];
  /** As the attribute of an input. */
  accept: string;
  /** Which files are allowed, in words. */
  allowed: string;
}

/** Sends files on their way; those that the server would refuse by their name or size are refused at once. */
export function useAddFiles(propertyId: number, purpose: contract.FilePurpose, destination: Destination): AddFiles {
  const limits = useQuery(limitsQuery).data?.purposes;
  const [refused, setRefused] = useState<string[]>([]);
  const types = limits?.find((limit) => limit.purpose === purpose)?.types ?? [];

  function add(files: readonly File[]): void {
    const refusals: string[] = [];
    for (const file of files) {
      // Not known yet: the server says what it does not take.
      const refusal = limits === undefined ? null : refusalOf(file, types);
      if (refusal === null) theTransfers().add(file, { propertyId, purpose, destination });
      else if (refusal.kind === "size")
        refusals.push(t("uploads.tooLarge", { name: file.name, size: formatBytes(refusal.maxSize, locale) }));
      else refusals.push(t("uploads.wrongType", { name: file.name, types: extensionsOf(types) }));
    }
    setRefused(refusals);
  }

  const size = formatBytes(Math.max(0, ...types.map(({ maxSize }) => maxSize)), locale);
  return {
    add,
    refused,
    accept: types.flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`)).join(","),
    allowed: types.length === 0 ? "" : t("uploads.allowed", { types: extensionsOf(types), size }),
  };
}

const extensionsOf = (types: readonly { extensions: readonly string[] }[]): string =>
  types.map(({ extensions }) => extensions[0]?.toUpperCase()).join(", ");

interface DraftFiles {
  destination: Destination;
  /** Of those that are ready, in the order in which they were chosen. */
  fileIds: string[];
  /** Some are still on their way: a form that is sent now would leave them out. */
  isMoving: boolean;
  /** The form was sent, or given up: they are shown no longer. What belongs to nothing is removed by the server. */
  clear: () => void;
}

/** Files that a form collects before there is anything to give them to; `key` names the form. */
export function useDraftFiles(propertyId: number, key: string): DraftFiles {
  const destination: Destination = { kind: "draft", key };
  const transfers = useTransfers(propertyId, destination);
  return {
    destination,
    fileIds: transfers.flatMap(({ state, fileId }) => (state === "ready" && fileId !== null ? [fileId] : [])),
    isMoving: transfers.some(({ state }) => state !== "ready" && state !== "refused"),
    clear: () => transfers.forEach((transfer) => theTransfers().forget(transfer.key)),
  };
}
