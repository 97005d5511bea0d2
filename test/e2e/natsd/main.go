// Command natsd runs one nats-server for the browser tests: the real server,
// from the module the project already has, in a process that a test can kill.
//
//	natsd [-creds FILE | -nkey FILE] CONFIG
//
// CONFIG is a nats-server configuration. With -creds the server trusts a new
// operator, and the credentials of user "ops" in account SHOP are written to
// FILE; with -nkey it knows one user, whose seed is written there. Once clients
// are accepted, natsd prints the port on a line of its own; it ends when its
// standard input does, so it never outlives the test that started it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "natsd:", err)
		os.Exit(1)
	}
}

// run serves until stdin is closed.
func run(args []string, stdin io.Reader, stdout io.Writer) error {
	flags := flag.NewFlagSet("natsd", flag.ContinueOnError)
	creds := flags.String("creds", "", "write credentials of a trusted operator's user to `FILE`")
	nkey := flags.String("nkey", "", "write the seed of the only user to `FILE`")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("usage: natsd [-creds FILE | -nkey FILE] CONFIG")
	}
	opts, err := server.ProcessConfigFile(flags.Arg(0))
	if err != nil {
		return fmt.Errorf("read configuration: %w", err)
	}
	opts.Host, opts.NoLog, opts.NoSigs = "127.0.0.1", true, true
	if *creds != "" {
		if err := trustOperator(opts, *creds); err != nil {
			return fmt.Errorf("make an operator: %w", err)
		}
	}
	if *nkey != "" {
		if err := knowUser(opts, *nkey); err != nil {
			return fmt.Errorf("make a user: %w", err)
		}
	}
	return serve(opts, stdin, stdout)
}

func serve(opts *server.Options, stdin io.Reader, stdout io.Writer) error {
	srv, err := server.NewServer(opts)
	if err != nil {
		return fmt.Errorf("create server: %w", err)
	}
	srv.Start()
	defer srv.WaitForShutdown()
	defer srv.Shutdown()
	if !srv.ReadyForConnections(10 * time.Second) {
		return errors.New("the server accepts no clients after 10 s")
	}
	if _, err := fmt.Fprintln(stdout, opts.Port); err != nil {
		return fmt.Errorf("print port: %w", err)
	}
	_, err = io.Copy(io.Discard, stdin)
	return err
}

// knowUser lets one new NKey user in, and writes its seed to file.
func knowUser(opts *server.Options, file string) error {
	_, public, seed, err := newKey(nkeys.CreateUser)
	if err != nil {
		return err
	}
	opts.Nkeys = []*server.NkeyUser{{Nkey: public}}
	return os.WriteFile(file, seed, 0o600)
}

// trustOperator lets in who a new operator's account SHOP lets in, and writes
// the credentials of its user to file.
func trustOperator(opts *server.Options, file string) error {
	operator, operatorKey, _, err := newKey(nkeys.CreateOperator)
	if err != nil {
		return err
	}
	account, accountKey, _, err := newKey(nkeys.CreateAccount)
	if err != nil {
		return err
	}
	_, userKey, userSeed, err := newKey(nkeys.CreateUser)
	if err != nil {
		return err
	}

	operatorClaims := jwt.NewOperatorClaims(operatorKey)
	operatorClaims.Name = "e2e"
	accountClaims := jwt.NewAccountClaims(accountKey)
	accountClaims.Name = "SHOP"
	accountToken, err := accountClaims.Encode(operator)
	if err != nil {
		return err
	}
	_, systemKey, _, err := newKey(nkeys.CreateAccount)
	if err != nil {
		return err
	}
	systemToken, err := jwt.NewAccountClaims(systemKey).Encode(operator)
	if err != nil {
		return err
	}
	userClaims := jwt.NewUserClaims(userKey)
	userClaims.Name = "ops"
	userClaims.Sub.Allow.Add("orders.>", "_INBOX.>")
	userToken, err := userClaims.Encode(account)
	if err != nil {
		return err
	}

	resolver := &server.MemAccResolver{}
	if err := resolver.Store(accountKey, accountToken); err != nil {
		return err
	}
	if err := resolver.Store(systemKey, systemToken); err != nil {
		return err
	}
	opts.SystemAccount = systemKey // without one nobody answers who a user is
	opts.TrustedOperators = []*jwt.OperatorClaims{operatorClaims}
	opts.AccountResolver = resolver
	creds, err := jwt.FormatUserConfig(userToken, userSeed)
	if err != nil {
		return err
	}
	return os.WriteFile(file, creds, 0o600)
}

func newKey(create func() (nkeys.KeyPair, error)) (pair nkeys.KeyPair, public string, seed []byte, err error) {
	if pair, err = create(); err != nil {
		return nil, "", nil, err
	}
	if public, err = pair.PublicKey(); err != nil {
		return nil, "", nil, err
	}
	seed, err = pair.Seed()
	return pair, public, seed, err
}
