export { localActions, localAdoptionFacts } from './adoption';
export { localDoctorFacts } from './doctor-facts';
export { openFolder, partitionsOf, storedExports, type LocalFolder } from './folder';
