package httpserver_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/heynats/heynats/internal/httpserver"
)

func TestTLS(t *testing.T) {
	cert, key, pool := writePair(t, t.TempDir(), 1)
	s := start(t, func(c *httpserver.Config, _ *httpserver.Handlers) { c.TLSCert, c.TLSKey = cert, key })
	s.url = "https://" + s.Addr().String()

	transport, ok := s.client.Transport.(*http.Transport)
	if !ok {
		t.Fatal("another transport")
	}
	transport.TLSClientConfig = &tls.Config{RootCAs: pool}
	transport.ForceAttemptHTTP2 = true
	for range 2 {
		a := s.get(t, "/api/things/a")
		if a.StatusCode != http.StatusOK || a.ProtoMajor != 2 {
			t.Errorf("%d over HTTP/%d, want 200 over HTTP/2", a.StatusCode, a.ProtoMajor)
		}
	}
	refused(t, s.do(t, http.MethodGet, "/", nil, host("evil.example")), http.StatusForbidden, "host_forbidden")
	post := s.do(t, http.MethodPost, "/api/things", strings.NewReader("body"), nil)
	if post.StatusCode != http.StatusOK || post.body != "body" {
		t.Errorf("POST over HTTP/2: %d %q", post.StatusCode, post.body)
	}

	old := &tls.Config{RootCAs: pool, MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}
	if conn, err := tls.Dial("tcp", s.Addr().String(), old); err == nil {
		_ = conn.Close()
		t.Error("TLS 1.1 is accepted")
	}
	if got := s.raw(t, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.0 400 ") {
		t.Errorf("plain HTTP: %q", got)
	}
}

// A renewed certificate is used without a restart, and half a renewal is not.
func TestCertificateReload(t *testing.T) {
	dir := t.TempDir()
	cert, key, _ := writePair(t, dir, 1)
	s := start(t, func(c *httpserver.Config, _ *httpserver.Handlers) { c.TLSCert, c.TLSKey = cert, key })
	serial := func() int64 {
		conn, err := tls.Dial("tcp", s.Addr().String(), &tls.Config{InsecureSkipVerify: true})
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		return conn.ConnectionState().PeerCertificates[0].SerialNumber.Int64()
	}
	if got := serial(); got != 1 {
		t.Fatalf("serial %d, want 1", got)
	}
	later := time.Now().Add(time.Hour)
	rewrite(t, key, []byte("not a key yet"), later)
	waitFor(t, "the broken pair to be noticed", func() bool {
		if got := serial(); got != 1 {
			t.Fatalf("serial %d with half a renewal", got)
		}
		return strings.Contains(s.logs.String(), "the old one stays")
	})
	writePair(t, dir, 2)
	waitFor(t, "the new certificate", func() bool { return serial() == 2 })
}

func TestBadCertificate(t *testing.T) {
	dir := t.TempDir()
	cert, _, _ := writePair(t, dir, 1)
	_, err := httpserver.New(
		httpserver.Config{TLSCert: cert, TLSKey: filepath.Join(dir, "absent")},
		httpserver.Handlers{Main: routes(), Problem: writeProblem})
	if err == nil || !strings.HasPrefix(err.Error(), "tls_cert and tls_key: take the PEM files") {
		t.Errorf("New: %v", err)
	}
}

// writePair makes a certificate for 127.0.0.1 that signs itself.
func writePair(t *testing.T, dir string, serial int64) (certFile, keyFile string, pool *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "heynats test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	changed := time.Now().Add(time.Duration(serial) * 2 * time.Hour)
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	rewrite(t, certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), changed)
	rewrite(t, keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}), changed)
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool = x509.NewCertPool()
	pool.AddCert(parsed)
	return certFile, keyFile, pool
}

// rewrite gives the file a time of change of its own, however fast tests run.
func rewrite(t *testing.T, file string, content []byte, changed time.Time) {
	t.Helper()
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(file, changed, changed); err != nil {
		t.Fatal(err)
	}
}
