/** A value that cannot be converted. The message is the driver's, without the parameter or column that it is about. */
export class ValueError extends Error {}
