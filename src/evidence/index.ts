import { defineModule, type Module } from '#platform/module';
import { evidenceRoutes } from './evidence.routes.ts';
import { type EvidenceOptions, sweepEvidence } from './evidence.service.ts';
import { listRegions } from './evidence.store.ts';
import { evidenceStatuses } from './refusals.ts';

export { fileId, UploadedFile } from './contract.ts';
export {
  type Attaching,
  attach,
  type EvidenceOptions,
  eraseEvidence,
  evidenceLimits,
  listEvidence,
  mayRead,
  removeUpload,
  type Swept,
  setEvidenceParameter,
  sweepEvidence,
  type Upload,
  uploadEvidence,
} from './evidence.service.ts';
export type { EvidenceFile } from './evidence.ts';
export { type EvidenceLimits, type EvidenceParameter, evidenceParameters } from './parameters.ts';
export { type DamagedEvidence, type EvidenceVerification, verifyEvidence } from './verify.service.ts';

export function evidenceModule(options: EvidenceOptions): Module {
  return defineModule({
    id: 'evidence',
    title: '凭证',
    routes: (app) => evidenceRoutes(app, options),
    jobs: [
      {
        name: 'evidence-sweep',
        everySeconds: 86_400,
        async run(ctx) {
          for (const region of await listRegions(ctx.db)) await sweepEvidence({ ...ctx, region }, options);
        },
      },
    ],
    statuses: evidenceStatuses,
  });
}
