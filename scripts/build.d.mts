export declare const buildInto: (outdir: string) => Promise<void>
