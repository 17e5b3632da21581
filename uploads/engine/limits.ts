const MIB = 1024 * 1024;

/** Bytes of a full part; one of a connection that ended may have less. */
export const PART_BYTES = 4 * MIB;
/** A last part below this is taken up by the next request, so that many short requests do not make many small objects. */
export const SMALL_PART_BYTES = 256 * 1024;
/** An upload that is not finished by then is given up. */
export const EXPIRY_MS = 24 * 3_600_000;
/** Progress is told at most so often. */
export const TELL_EVERY_MS = 1000;
/** What an organisation's files may have together: LOBBY_UPLOAD_QUOTA_MIB, 10 GiB unless set. */
export const QUOTA_BYTES = Number(process.env["LOBBY_UPLOAD_QUOTA_MIB"] ?? 10 * 1024) * MIB;
/** Files that one person may begin in an hour. */
export const BEGUN_PER_HOUR = 300;
/** Parts that one process may hold in memory together, while they are being received. */
export const RECEIVING_BYTES = 256 * MIB;
/** A check that has not ended by then died with its process. */
export const CHECK_LASTS_MS = 120_000;
/** A file that belongs to nothing by then is removed. */
export const ORPHAN_MS = 7 * 24 * 3_600_000;
/** How long a link to the bytes of a file is good. */
export const LINK_LASTS_S = 300;
/** How long one connection of the upload stream goes on by the rights that it began with. */
export const STREAM_LASTS_MS = 15 * 60_000;
