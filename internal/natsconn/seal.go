package natsconn

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
)

// Key is the secret that a caller proves itself with: the browser session's
// cookie token. The manager never keeps one longer than a call or a dial.
type Key [32]byte

const (
	sealVersion = 1
	sealPurpose = "heynats/credentials/v1"
)

var errSealed = errors.New("sealed credentials cannot be opened")

// vault seals credentials with AES-256-GCM under
// HKDF-SHA256(secret = key, salt = master key, info = purpose ‖ connection id),
// bound by AAD to id ‖ version ‖ target. Neither the master key nor a session
// key opens a record by itself, and a record moved to another connection or
// another target does not open at all.
type vault struct{ master []byte }

func (v vault) seal(key Key, id string, target *Target, creds Credentials) ([]byte, error) {
	gcm, err := v.cipher(key, id)
	if err != nil {
		return nil, err
	}
	plain, err := json.Marshal(credentialsJSON(creds)) //nolint:gosec // sealed below
	if err != nil {
		return nil, fmt.Errorf("encode credentials: %w", err)
	}
	nonce := make([]byte, gcm.NonceSize(), gcm.NonceSize()+len(plain)+gcm.Overhead())
	if _, err := rand.Read(nonce); err != nil {
		return nil, fmt.Errorf("make nonce: %w", err)
	}
	return gcm.Seal(nonce, nonce, plain, sealAAD(id, target)), nil
}

func (v vault) open(key Key, id string, target *Target, sealed []byte) (Credentials, error) {
	gcm, err := v.cipher(key, id)
	if err != nil {
		return Credentials{}, err
	}
	if len(sealed) < gcm.NonceSize() {
		return Credentials{}, errSealed
	}
	plain, err := gcm.Open(nil, sealed[:gcm.NonceSize()], sealed[gcm.NonceSize():], sealAAD(id, target))
	if err != nil {
		return Credentials{}, errSealed
	}
	var creds credentialsJSON
	if err := json.Unmarshal(plain, &creds); err != nil {
		return Credentials{}, errSealed
	}
	return Credentials(creds), nil
}

func (v vault) cipher(key Key, id string) (cipher.AEAD, error) {
	derived, err := hkdf.Key(sha256.New, key[:], v.master, sealPurpose+id, 32)
	if err != nil {
		return nil, fmt.Errorf("derive key: %w", err)
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	return cipher.NewGCM(block)
}

func sealAAD(id string, target *Target) []byte {
	aad := append([]byte(id), 0, sealVersion)
	sum := target.sum()
	return append(aad, sum[:]...)
}
