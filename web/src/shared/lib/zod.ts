import { catch as caught, config, number, object, optional, regex, string } from "zod/mini";

// The page's policy forbids eval, which zod would otherwise try for its compiled parsers. A schema looks at this when it is
// made, so schemas are made of what is exported here. Name by name, because the whole of zod is 60 kB.
config({ jitless: true });

export { caught, number, object, optional, regex, string };
