import { tmpdir } from "node:os"
import { join } from "node:path"
import { loadAssets } from "./assets"

/** The browser's real code, built once for all tests that render whole pages. */
export const loadRealAssets = () => loadAssets({ cacheDir: join(tmpdir(), "hearth-test-assets") })
