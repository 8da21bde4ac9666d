import { tmpdir } from "node:os"
import { join } from "node:path"
import { loadAssets } from "./assets"

/** The browser's real code, built once for all tests that draw whole pages. */
export const loadRealAssets = () => loadAssets({ cacheDir: join(tmpdir(), "hearth-test-assets") })
