/** Version of the SDK; part of every reproducibility hash. A test holds it to package.json. */
export const sdkVersion = '0.1.0';
