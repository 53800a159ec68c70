export {
  type BlobKey,
  type BlobStore,
  type ByteRange,
  HEAD_BYTES,
  isNoRoom,
  type NotReceived,
  type OpenBlob,
  type Received,
  type Room,
} from './blob-store.ts';
export { openDiskBlobs } from './disk-blob-store.ts';
