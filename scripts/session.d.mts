export declare const recordSession: (folder: string, env?: Readonly<Record<string, string>>) => Promise<string>
export declare const sessionIn: (readme: string) => string
