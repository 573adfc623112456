export { localActions, localAdoptionFacts } from './adoption';
export { localDoctorFacts } from './doctor-facts';
export { catalogFindings, restoreCatalog } from './restore';
export { openFolder, partitionsOf, storedExports, type LocalFolder } from './folder';
