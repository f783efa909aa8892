package results

import (
	"os"
	"path/filepath"
)

// replaceFile writes a file under a temporary name and renames it, so that no reader and no crash sees half of it. The name
// is fixed: only the holder of the store's lock writes here.
func replaceFile(dir, name string, text []byte) error {
	temporary := filepath.Join(dir, name+".tmp")
	if err := writeSynced(temporary, text); err != nil {
		return err
	}
	if err := os.Rename(temporary, filepath.Join(dir, name)); err != nil {
		return err
	}
	syncDir(dir)
	return nil
}

func writeSynced(path string, text []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if _, err = f.Write(text); err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}

// syncDir makes a rename last through a power cut. Not every file system can; those that cannot lose nothing else.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
