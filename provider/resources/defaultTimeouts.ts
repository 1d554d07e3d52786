/**
 * How long an operation may take where nobody says so, for every resource. A volume of a terabyte takes longer; the image is then
 * kept, and the next `up` goes on waiting.
 */
export const defaultTimeouts = { create: "60m", update: "60m", delete: "20m" } as const;
