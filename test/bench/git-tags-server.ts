/**
 * Serves the git repositories in a folder, until it is killed; sends its URL to the parent.
 */
import { GitServer } from '../servers/git-server';

void GitServer.start(process.argv[2]).then(({ url }) => process.send!(url));
