import type { LiveEvent } from "../../../frontend/src/lib/realtime/machine/state";
import { newId } from "../../../platform/ids";
import { inTx } from "../../../platform/tx";
import { decideUpload } from "../../../uploads/domain/upload-request";
import { pool as uploadsPool } from "../../../uploads/store/db";
import { insertFile } from "../../../uploads/store/file.store";
import { attachPdf, beginUpload, call, uploadPdf } from "../api";
import { type Followed, post, readPages, type Row } from "./followed";

/** Named by a variable as finance's. */
const UPLOADS_SCREENS = "../../../frontend/src/files/files.live";
const uploadsScreens = (await import(UPLOADS_SCREENS)) as { fileOf(event: LiveEvent): Row | null };

export const UPLOADS: readonly Followed[] = [
  {
    service: "uploads",
    kind: "file",
    readAll: (api, propertyId) => readPages(api, `/uploads/files?propertyId=${propertyId}`),
    rowOf: (event) => uploadsScreens.fileOf(event),
    /** It is begun and some of it comes; or it comes whole, and is given to an expense, erased, or not what its name says. */
    async write(api, propertyId, n) {
      if (n % 4 === 3) {
        const headers = { authorization: `Bearer ${api.token}`, "content-type": "application/pdf" };
        const path = `/uploads/direct?purpose=receipt&propertyId=${propertyId}&name=no${n}.pdf`;
        await fetch(api.url + path, { method: "POST", headers, body: "this is no PDF" });
        return;
      }
      if (n % 4 === 0) {
        const { id } = await post(api, "/finance/expenses", { propertyId, vendor: `Seller ${n}`, amountMinor: 100 });
        const file = { purpose: "receipt", propertyId, name: `whole ${n}.pdf` };
        await attachPdf(api, file, { kind: "expense", id });
        return;
      }
      if (n % 4 === 1) {
        const id = await uploadPdf(api, { purpose: "receipt", propertyId, name: `erased ${n}.pdf` });
        await call(api.url, "DELETE", `/uploads/files/${id}`, { token: api.token });
        return;
      }
      const location = await beginUpload(api, { purpose: "receipt", propertyId, name: `receipt ${n}.pdf`, size: 1000 });
      const headers = {
        authorization: `Bearer ${api.token}`,
        "tus-resumable": "1.0.0",
        "upload-offset": "0",
        "content-type": "application/offset+octet-stream",
      };
      await fetch(api.url + location, { method: "PATCH", headers, body: Buffer.alloc(100 + n) });
    },
    async importRow(orgId, propertyId) {
      const id = newId();
      const at = new Date();
      const around = { id, orgId, personId: newId(), now: at };
      const request = { purpose: "receipt", propertyId, name: "imported.pdf", size: 1 };
      const decided = decideUpload(request, around);
      if (!decided.ok) throw new Error(decided.reason);
      await inTx(uploadsPool, (tx) => insertFile(tx, decided.value));
      return id;
    },
  },
];
