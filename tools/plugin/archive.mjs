// A .tar.gz whose bytes follow from its files alone: the same commit gives the same archive (https://reproducible-builds.org/docs/archives).
import { gzipSync } from "node:zlib";

/** The time of all files, as npm gives it to those of a package: some programs complain about the year 1970. */
const time = Date.UTC(1985, 9, 26, 8, 15) / 1000;

/** `files`: [name, content, whether it can be run]. In the format of POSIX (ustar), of nobody, sorted by name. */
export function archive(files) {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const blocks = sorted.flatMap(([name, content, runs]) => {
    const bytes = Buffer.from(content);
    return [header(name, bytes.length, runs ? 0o755 : 0o644), bytes, Buffer.alloc(-bytes.length & 511)];
  });
  const end = Buffer.alloc(1024);
  return gzipSync(Buffer.concat([...blocks, end]), { level: 9 });
}

function header(name, size, mode) {
  const block = Buffer.alloc(512);
  const octal = (value, digits) => `${value.toString(8).padStart(digits, "0")}\0`;
  const put = (at, text) => block.write(text, at, "latin1");
  put(0, name);
  put(100, octal(mode, 7));
  put(108, octal(0, 7)); // user
  put(116, octal(0, 7)); // group
  put(124, octal(size, 11));
  put(136, octal(time, 11));
  put(148, " ".repeat(8)); // what the checksum is made with in its own place
  put(156, "0"); // a file
  put(257, "ustar\0" + "00");
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return block;
}
